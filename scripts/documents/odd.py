"""What programs other than Office write, and what they save under the name of something else."""

import email.message
import struct
import zlib

import brotli
import zstandard

from . import pages


def make(root, work, manifest):
    text_named_workbook(root, manifest)
    spreadsheet_2003(root, manifest)
    word_2003(root, manifest)
    flat_package(root, manifest)
    flat_sheet(root, manifest)
    lenient_workbook(root, manifest)
    styled_word(root, manifest)
    beside_cells(root, manifest)
    turned_pdf(root, manifest)
    turned_ofd(root, manifest)
    coded_crawl(root, manifest)
    forwarded_mail(root, manifest)


def text_named_workbook(root, manifest):
    name = "table.xls"
    value = manifest.plant(name, "?", "-", "身份证号")
    (root / name).write_bytes(f"姓名,身份证号\r\n某甲,{value}\r\n某乙,（略）\r\n".encode("gbk"))


def spreadsheet_2003(root, manifest):
    name = "sheet2003.xls"

    def plant(place, hidden="-", label="-"):
        return manifest.plant(name, place, hidden, label)

    def cell(text, more=""):
        return f'<Cell {more}><Data ss:Type="String">{text}</Data></Cell>'

    rows = f"<Row>{cell('姓名')}{cell('身份证号')}</Row><Row>{cell('某甲')}{cell(plant('名单!B2', '-', '身份证号'))}</Row>"
    rows += f'<Row ss:Index="4" ss:Hidden="1">{cell("某乙")}{cell(plant("名单!B4", "row", "身份证号"))}</Row>'
    rows += f'<Row>{cell("某丙")}{cell(plant("名单!B5", "number-format", "身份证号"), "ss:StyleID=%sa%s" % (chr(34), chr(34)))}</Row>'
    comment = f'<Comment><ss:Data>核对{plant("名单!A6", "note", "批注")}</ss:Data></Comment>'
    rows += f'<Row><Cell ss:HRef="http://example.invalid/{plant("名单!A6", "reference", "链接")}"><Data ss:Type="String">看</Data>{comment}</Cell></Row>'
    unseen = f'<Worksheet ss:Name="底稿"><Table><Row>{cell(plant("底稿!A1", "sheet"))}</Row></Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>'
    author = plant("文档属性", "metadata", "Author")
    (root / name).write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Author>{author}</Author></DocumentProperties>'
        f'<Styles><Style ss:ID="a"><NumberFormat ss:Format=";;;"/></Style></Styles><Worksheet ss:Name="名单"><Table>{rows}</Table></Worksheet>{unseen}</Workbook>',
        encoding="utf-8",
    )


def word_2003(root, manifest):
    name = "word2003.doc"

    def plant(place, hidden="-", label="-"):
        return manifest.plant(name, place, hidden, label)

    def run(text, look=""):
        return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"

    split = plant("第 2 段")
    body = f"<w:p>{run('经办人' + plant('第 1 段'))}</w:p><w:p>{run(split[:9])}{run(split[9:])}</w:p><w:p>{run('藏' + plant('第 3 段', 'style'), '<w:vanish/>')}</w:p>"
    body += f'<w:p>{run("原 ")}<aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:delText>{plant("第 4 段", "deleted")}</w:delText></w:r></aml:content></aml:annotation></w:p>'
    cells = "".join(f"<w:tr><w:tc><w:p>{run(text)}</w:p></w:tc></w:tr>" for text in ("身份证号", plant("表 1 第 2 行第 1 列", "-", "身份证号")))
    title = plant("文档属性", "metadata", "Title")
    (root / name).write_text(
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:aml="http://schemas.microsoft.com/aml/2001/core">'
        f"<o:DocumentProperties><o:Title>{title}</o:Title></o:DocumentProperties><w:body>{body}<w:tbl>{cells}</w:tbl></w:body></w:wordDocument>",
        encoding="utf-8",
    )


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:v="urn:schemas-microsoft-com:vml"'


def flat_package(root, manifest):
    name = "flat.xml"
    value = manifest.plant(name, "第 1 段")
    document = f"<w:document {WORD}><w:body><w:p><w:r><w:t>证件</w:t></w:r><w:r><w:t>{value}</w:t></w:r></w:p></w:body></w:document>"
    (root / name).write_text(
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/word/document.xml" pkg:contentType="application/xml"><pkg:xmlData>{document}</pkg:xmlData></pkg:part></pkg:package>',
        encoding="utf-8",
    )


def flat_sheet(root, manifest):
    name = "sheet.fods"
    seen, white = manifest.plant(name, "名单!A2", "-", "身份证号"), manifest.plant(name, "名单!A3", "invisible", "身份证号")
    look = '<style:style style:name="w" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>'
    rows = "".join(f'<table:table-row><table:table-cell table:style-name="{style}"><text:p>{text}</text:p></table:table-cell></table:table-row>' for text, style in (("身份证号", ""), (seen, ""), (white, "w")))
    title = manifest.plant(name, "文档属性", "metadata", "title")
    (root / name).write_text(
        '<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f'<office:meta><dc:title>{title}</dc:title></office:meta><office:automatic-styles>{look}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="名单">{rows}</table:table></office:spreadsheet></office:body></office:document>',
        encoding="utf-8",
    )


def lenient_workbook(root, manifest):
    """A workbook in a compound file with unused entries full of ones and a table longer than the file."""
    name = "lenient.xls"
    value = manifest.plant(name, "A!A1")

    def record(kind, body):
        return struct.pack("<HH", kind, len(body)) + body

    def begin(kind):
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))

    cell = record(0x0204, struct.pack("<HHHHB", 0, 0, 0, len(value), 0) + value.encode())
    sheet = begin(0x10) + cell + record(0x0A, b"")
    offset = len(begin(5)) + len(record(0x85, b"x" * 9)) + 4
    book = begin(5) + record(0x85, struct.pack("<IBBBB", offset, 0, 0, 1, 0) + b"A") + record(0x0A, b"") + sheet
    book = book.ljust(4096, b"\0")
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\xff"))
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", head, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<I", head, 76, 0)
    table = struct.pack("<10I", 0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE).ljust(512, b"\0")

    def entry(text, kind, child, start, size):
        raw = text.encode("utf-16-le") + b"\0\0"
        return raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36) + struct.pack("<III", start, size, 0)

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, 4096) + b"\xff" * 256
    (root / name).write_bytes(bytes(head) + table + directory + book)


def styled_word(root, manifest):
    """Looks that stand in styles, texts in controls and links, a page taken in as a whole."""
    name = "styled.docx"

    def plant(place, hidden="-", label="-", member="-"):
        return manifest.plant(name, place, hidden, label, member)

    styles = f'<w:styles {WORD}><w:style w:type="character" w:styleId="white"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="gone"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="heir"><w:basedOn w:val="gone"/></w:style></w:styles>'
    body = f'<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:rPr><w:rStyle w:val="white"/></w:rPr><w:t>{plant("第 1 段", "invisible")}</w:t></w:r></w:p>'
    body += f'<w:p><w:pPr><w:pStyle w:val="heir"/></w:pPr><w:r><w:t>藏{plant("第 2 段", "style")}</w:t></w:r></w:p>'
    body += f'<w:sdt><w:sdtPr><w:alias w:val="{plant("?", "reference", "控件")}"/><w:dropDownList><w:listItem w:displayText="某甲{plant("?", "reference", "控件")}" w:value="1"/></w:dropDownList></w:sdtPr><w:sdtContent><w:p><w:r><w:t>选</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    body += f'<w:p><w:hyperlink w:anchor="x" w:tooltip="{plant("?", "reference", "链接")}"><w:r><w:t>看</w:t></w:r></w:hyperlink><w:r><w:pict><v:shape alt="{plant("?", "alternative", "?")}"/></w:pict></w:r></w:p><w:altChunk r:id="rId1"/>'
    page = f'<html><meta charset="utf-8"><p>网页{plant("?", "embedded", "-", "word/page.html")}</p></html>'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles,
        "word/page.html": page,
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="page.html"/></Relationships>',
    }
    pages.write_zip(root / name, parts)


def beside_cells(root, manifest):
    """What a sheet says of its cells, each at its cell."""
    name = "beside.xlsx"

    def plant(place, hidden="-", label="-"):
        return manifest.plant(name, place, hidden, label)

    def inline(at, text, style=0):
        return f'<c r="{at}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'

    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = f'<row r="1">{inline("A1", "证件 " + plant("名单!A1", "invisible"), 1)}</row><row r="2">{inline("A2", "证件 " + plant("名单!A2"), 2)}</row>'
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{office}"><sheetData>{rows}</sheetData>'
    sheet += f'<conditionalFormatting sqref="B3:B9"><cfRule type="cellIs"><formula>"{plant("名单!B3", "reference", "条件格式")}"</formula></cfRule></conditionalFormatting>'
    sheet += f'<dataValidations><dataValidation sqref="B4" prompt="{plant("名单!B4", "reference", "数据验证")}"><formula1>"甲,{plant("名单!B4", "reference", "数据验证")}"</formula1></dataValidation></dataValidations>'
    sheet += '<hyperlinks><hyperlink ref="B5" r:id="rId1"/></hyperlinks></worksheet>'
    relations = f'<Relationships><Relationship Id="rId1" Type="{office}/hyperlink" Target="http://example.invalid/{plant("名单!B5", "reference", "链接")}" TargetMode="External"/></Relationships>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns:r="{office}"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        "xl/worksheets/_rels/sheet1.xml.rels": relations,
        "xl/sharedStrings.xml": f"<sst><si><t>旧行 {plant('未使用的文字', 'metadata', '已删除的内容')}</t></si></sst>",
        "xl/styles.xml": '<styleSheet><numFmts><numFmt numFmtId="200" formatCode=";;;@"/></numFmts><fonts><font><sz val="11"/></font><font><sz val="1"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="0" numFmtId="200"/></cellXfs></styleSheet>',
    }
    pages.write_zip(root / name, parts)


def turned_pdf(root, manifest):
    """Text that runs upwards, downwards, askew and backwards, and a number written from top to bottom."""
    name = "turned.pdf"
    pdf = pages.Pdf()
    font = pages.chinese_font(pdf, "UniGB-UCS2-H")

    def turned(text, matrix):
        return f"BT /F1 12 Tf {matrix} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"

    content = "".join(pages.show(f"第{line}行说明文字", 72, 800 - line * 16) for line in range(8))
    for matrix in ("0 1 -1 0 500 400", "0 -1 1 0 540 700", "-1 0 0 -1 400 600", ".866 .5 -.5 .866 72 300"):
        content += turned("经办" + manifest.plant(name, "第 1 页"), matrix)
    down = manifest.plant(name, "第 1 页")
    content += "".join(pages.show(char, 300, 560 - 14 * index) for index, char in enumerate("经办" + down))
    pdf.write(root / name, pages.one_page(pdf, content, font))


def turned_ofd(root, manifest):
    name = "turned.ofd"
    space = pages.OFD_NS

    def text(content, x, y, attributes="", size=4, inside=""):
        return f'<ofd:TextObject ID="1" Boundary="{x} {y} 150 6" Font="1" Size="{size}" {attributes}>{inside}<ofd:TextCode X="0" Y="4">{content}</ofd:TextCode></ofd:TextObject>'

    link = manifest.plant(name, "第 1 页", "reference", "链接")
    action = f'<ofd:Actions><ofd:Action Event="CLICK"><ofd:URI URI="http://example.invalid/{link}"/></ofd:Action></ofd:Actions>'
    body = text("经办" + manifest.plant(name, "第 1 页"), 100, 20, 'CTM="0 1 -1 0 0 0"') + text("小" + manifest.plant(name, "第 1 页", "invisible"), 20, 60, size=0.2)
    body += text("外" + manifest.plant(name, "第 1 页", "invisible"), 300, 70) + text("覆" + manifest.plant(name, "第 1 页", "covered"), 20, 80) + text("链", 20, 90, inside=action)
    body += '<ofd:PathObject ID="2" Boundary="15 78 180 10" Fill="true"><ofd:AbbreviatedData>M 0 0 L 180 0 L 180 10 L 0 10 C</ofd:AbbreviatedData></ofd:PathObject>'
    body += "".join(text(f"第{line}行说明文字，供核对", 20, 120 + line * 8) for line in range(6))
    outline = manifest.plant(name, "目录", "metadata", "目录")
    parts = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.0"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f'<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages><ofd:Outlines><ofd:OutlineElem Title="一、{outline}"/></ofd:Outlines></ofd:Document>',
        "Doc_0/Page.xml": f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="3">{body}</ofd:Layer></ofd:Content></ofd:Page>',
    }
    pages.write_zip(root / name, parts)


def coded_crawl(root, manifest):
    """Bodies packed as servers pack them today, and as some packed them wrongly."""
    name = "coded.warc"

    def bare(body):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(body) + packer.flush()

    records = b""
    for coding, pack in (("br", brotli.compress), ("zstd", zstandard.compress), ("deflate", bare)):
        address = f"http://example.invalid/{coding}.html"
        value = manifest.plant(name, "?", "-", "-", address)
        body = pack(f'<html><meta charset="utf-8"><p>经办人{value}</p></html>'.encode())
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n\r\n".encode() + body
        records += f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"
    (root / name).write_bytes(records)


def forwarded_mail(root, manifest):
    name = "forwarded.eml"
    inner = email.message.EmailMessage()
    inner["Subject"] = "名单 " + manifest.plant(name, "主题", "-", "主题", "?")
    inner.set_content(f"经办人{manifest.plant(name, '?', '-', '-', '?')}\n")
    outer = email.message.EmailMessage()
    outer["Subject"], outer["From"] = "转发", "a@example.invalid"
    outer.set_content("见附件\n")
    outer.add_attachment(inner)
    (root / name).write_bytes(outer.as_bytes())
