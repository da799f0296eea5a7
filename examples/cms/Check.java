import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** 发布之前检查一个 UTF-8 的网页：java Check.java 正文.html。退出码：0 可以发布；1 拦下或需要人看；2 没能检查。 */
public class Check {
    private static final Pattern VERDICT = Pattern.compile("^\\{\"verdict\":\"(pass|warn|block)\"");

    public static void main(String[] arguments) throws Exception {
        String body = "{\"text\":" + quoted(Files.readString(Path.of(arguments[0]))) + ",\"format\":\"html\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(setting("SHENJIAO_URL", "http://127.0.0.1:8686") + "/v1/check"))
                .header("Authorization", "Bearer " + setting("SHENJIAO_TOKEN", ""))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
        System.exit(decide(client, request));
    }

    private static int decide(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            Matcher verdict = VERDICT.matcher(answer.body());
            if (answer.statusCode() != 200 || !verdict.find()) {
                System.err.println("没能检查：" + answer.body());
                return 2;
            }
            System.out.println(verdict.group(1).equals("pass") ? "可以发布" : "结论 " + verdict.group(1) + "：" + answer.body());
            return verdict.group(1).equals("pass") ? 0 : 1;
        } catch (java.io.IOException error) {
            System.err.println("没能检查：" + error);
            return 2;
        }
    }

    private static String setting(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null ? otherwise : value;
    }

    /** JSON 字符串；Java 自带的库里没有 JSON。 */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
