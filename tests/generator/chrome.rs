//! What stands around an article on a page, and how editors and programs mark up its parts.

/// How a paragraph is marked up.
pub const PARAGRAPHS: &[[&str; 2]] = &[
    ["<p>", "</p>\n"],
    [
        "<p style=\"text-indent: 2em; line-height: 1.75em;\"><span style=\"font-family: 仿宋; font-size: 16px;\">",
        "</span></p>\n",
    ],
    ["<div>&nbsp;&nbsp;&nbsp;&nbsp;", "</div>\n"],
    [
        "<p class=\"MsoNormal\" style=\"text-indent:32.0pt;mso-char-indent-count:2.0\"><span lang=\"EN-US\"><o:p></o:p></span><span style=\"font-size:16.0pt;font-family:仿宋_GB2312\">",
        "</span></p>\n",
    ],
    ["　　", "<br>\n"],
];

/// How a cell is.
pub const CELLS: &[[&str; 2]] = &[
    ["<td>", "</td>"],
    ["<td style=\"mso-number-format:'@'\">\n<p><span>", "</span></p>\n</td>"],
    ["<td class=\"et4\" width=\"150\" x:str>&nbsp;", "</td>"],
    [
        "<td width=\"123\" valign=\"top\" style=\"width:92.0pt;border:solid windowtext 1.0pt\"><p class=\"MsoNormal\" align=\"center\"><span lang=\"EN-US\" style=\"font-size:10.5pt\">",
        "<o:p></o:p></span></p></td>",
    ],
    ["<td><div>\n      ", "\n    </div></td>"],
];

/// How a cell of the header is.
pub const HEADERS: &[[&str; 2]] = &[
    ["<th>", "</th>"],
    ["<td><p><strong>", "</strong></p></td>"],
    ["<td class=\"et2\" height=\"19\" x:str>&nbsp;", "</td>"],
    [
        "<td width=\"123\" style=\"border:solid windowtext 1.0pt\"><p class=\"MsoNormal\" align=\"center\"><b><span style=\"font-family:黑体\">",
        "</span></b></p></td>",
    ],
];

/// The page before and behind its article.
pub fn of(style: usize, kind: &str) -> (String, String) {
    let (head, foot) = PAGES[style % PAGES.len()];
    (head.replace("TITLE", kind), foot.to_owned())
}

const PAGES: &[(&str, &str)] = &[
    (
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>TITLE</title>\n<style>td{padding:0 5px}</style></head>\n\
         <body><div class=\"nav\"><a href=\"/\">首页</a></div>\n<div id=\"zoom\">\n",
        "</div>\n<div class=\"footer\">网站标识码：4601000001</div></body></html>\n",
    ),
    (
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>TITLE_某某市人民政府门户网站</title>\n\
         <meta name=\"ArticleTitle\" content=\"TITLE\"><meta name=\"PubDate\" content=\"2023-05-12 09:30\"><meta name=\"ContentSource\" content=\"市民政局\">\n\
         <link href=\"/css/main.css?v=20230512093015\" rel=\"stylesheet\"><script src=\"/js/jquery-1.8.3.min.js?t=1683855015123\"></script>\n\
         <script>var _hmt = _hmt || []; (function(){ var hm = document.createElement('script'); hm.src = 'https://hm.example.com/hm.js?13812345678f0a9b8c7d6e5f4a3b2c1d'; var ts = 1683855015123; var columnId = '13900000001'; })();</script>\n\
         </head><body><div class=\"top\"><a href=\"/index.html;jsessionid=13512345678ABCDEF0123456789ABCDE\">首页</a>|<a href=\"tel:12345\">政务热线 12345</a></div>\n\
         <div class=\"crumb\">当前位置：<a href=\"/\">首页</a>&gt;<a href=\"/zwgk/\">政务公开</a></div>\n<h1>TITLE</h1>\n\
         <div class=\"info\">发布时间：2023-05-12 09:30　来源：市民政局　浏览次数：<span id=\"hits\">13586</span>　索引号：11460100008173/2023-00412</div>\n<div id=\"UCAP-CONTENT\">\n",
        "</div>\n<p>附件：<a href=\"./P020230512351234567890.xlsx\" title=\"名单.xlsx\">名单.xlsx</a></p>\n<img src=\"/images/20230512093015678901.jpg\" alt=\"\">\n\
         <div class=\"share\" data-id=\"13700001111\"></div><div class=\"footer\"><p>主办：某某市人民政府办公室　联系电话：0898-68700000　邮编：570100</p>\
         <p>网站标识码：4601000001　琼ICP备05000041号-1　<a href=\"http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=46010602000123\">琼公网安备 46010602000123号</a></p>\
         <p>建议使用1920×1080分辨率浏览</p></div>\n<script>$.get('/hits?id=13812340000&_=1683855015999');</script></body></html>\n",
    ),
    (
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta charset=\"utf-8\"><title>TITLE</title></head><body>\n\
         <table width=\"1000\" border=\"0\" align=\"center\"><tr><td><table width=\"100%\"><tr><td>您现在的位置：首页 &gt; 公示公告</td></tr></table></td></tr>\n<tr><td>\n",
        "</td></tr><tr><td align=\"center\">版权所有：某某县人民政府　技术支持：0898-66668888　您是第013866668888位访客</td></tr></table></body></html>\n",
    ),
];
