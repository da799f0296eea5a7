<?php
// 发布之前检查一个 UTF-8 的网页：php check.php 正文.html
// 退出码：0 可以发布；1 拦下或需要人看；2 没能检查。
declare(strict_types=1);

$url = getenv('SHENJIAO_URL') ?: 'http://127.0.0.1:8686';
$body = json_encode(['text' => file_get_contents($argv[1]), 'format' => 'html'], JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
$context = stream_context_create(['http' => [
    'method' => 'POST',
    'header' => ['Content-Type: application/json', 'Authorization: Bearer ' . getenv('SHENJIAO_TOKEN'), 'Connection: close'],
    'content' => $body,
    'timeout' => 30,
    'ignore_errors' => true,
]]);
$answer = @file_get_contents("$url/v1/check", false, $context);
$verdict = $answer === false ? null : (json_decode($answer, true)['verdict'] ?? null);
if ($verdict === null) {
    fwrite(STDERR, '没能检查：' . ($answer === false ? '接口没有回答' : $answer) . "\n");
    exit(2);
}
echo $verdict === 'pass' ? "可以发布\n" : "结论 {$verdict}：{$answer}\n";
exit($verdict === 'pass' ? 0 : 1);
