"""One source in flat OpenDocument XML, converted by LibreOffice to every format that it writes."""

import pathlib
import subprocess

NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3"'
)

# What each format keeps of the text document. Pages have neither paragraphs nor properties of paragraphs.
TEXT = ("odt", "docx", "doc", "rtf", "pdf")
SHEET = ("ods", "xlsx", "xls")
SHOW = ("odp", "pptx", "ppt")


def make(root, work, manifest):
    convert(root, work, "text", text_document, TEXT, manifest)
    convert(root, work, "sheet", sheet_document, SHEET, manifest)
    convert(root, work, "show", show_document, SHOW, manifest)


def convert(root, work, stem, build, formats, manifest):
    for suffix in formats:
        name = f"{stem}.{suffix}"
        kind = {"text": "fodt", "sheet": "fods", "show": "fodp"}[stem]
        source = work / f"{stem}.{kind}"
        source.write_text(build(name, suffix, manifest), encoding="utf-8")
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to", suffix]
        subprocess.run([*command, "--outdir", str(root), str(source)], check=True, capture_output=True)


def text_document(name, suffix, manifest):
    def plant(**places):
        place = places.pop(suffix, places.pop("any", "?"))
        hidden = places.pop("hidden", "-")
        label = places.pop("label", "-")
        if suffix == "pdf":
            hidden, label = places.pop("pdf_hidden", "-"), "?"
            place = "第 1 页" if place != "?" else "?"
        return manifest.plant(name, place, hidden, label)

    properties = manifest.plant(name, "文档属性", "metadata", "?") if suffix != "pdf" else manifest.plant(name, "文档属性", "metadata", "?")
    body = plant(any="第 2 段")
    split = plant(any="第 3 段")
    left, right = split[:9], split[9:]
    cell = plant(any="表 1 第 3 行第 3 列", label="身份证号")
    form = plant(any="表 2 第 1 行第 4 列", label="证件号码")
    note = manifest.plant(name, "?" if suffix == "pdf" else "脚注", "-", "?")
    head = manifest.plant(name, "?" if suffix == "pdf" else "页眉", "-", "?")
    foot = manifest.plant(name, "?" if suffix == "pdf" else "页脚", "-", "?")
    box = manifest.plant(name, "?", "-", "?")
    link = manifest.plant(name, "?", "reference", "?")
    extra = ""
    if suffix != "pdf":
        comment = manifest.plant(name, "批注" if suffix != "odt" else "?", "note", "?")
        deleted = manifest.plant(name, "?", "deleted", "?")
        unseen = manifest.plant(name, "?", "style", "?")
        extra = (
            f'<text:p>本段有批注<office:annotation><dc:creator>甲</dc:creator><text:p>核对 {comment}</text:p></office:annotation>。</text:p>'
            f'<text:p>修订前后<text:change text:change-id="c1"/>不同。</text:p>'
            f'<text:p>这里<text:span text:style-name="Hid">{unseen}</text:span>没有字。</text:p>'
        )
        tracked = (
            '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>'
            '<dc:creator>甲</dc:creator><dc:date>2024-01-02T03:04:05</dc:date></office:change-info>'
            f'<text:p>旧号{deleted}</text:p></text:deletion></text:changed-region></text:tracked-changes>'
        )
    else:
        tracked = ""
        white = manifest.plant(name, "第 1 页", "invisible", "?")
        extra = f'<text:p>这里<text:span text:style-name="White">{white}</text:span>没有字。</text:p>'

    def row(*cells):
        inner = "".join(f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells)
        return f"<table:table-row>{inner}</table:table-row>"

    caption = (
        '<table:table-row><table:table-cell table:number-columns-spanned="4" office:value-type="string"><text:p>人员名单</text:p></table:table-cell>'
        '<table:covered-table-cell/><table:covered-table-cell/><table:covered-table-cell/></table:table-row>'
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NS} office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>合成文档</dc:title><meta:keyword>{properties}</meta:keyword></office:meta>
<office:font-face-decls><style:font-face style:name="H" svg:font-family="WenQuanYi Micro Hei"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="H" style:font-name-asian="H" fo:font-size="10pt"/></style:default-style></office:styles>
<office:automatic-styles>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>
<style:style style:name="Hid" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="White" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="F" style:family="graphic"/>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
<style:header><text:p>页眉 {head}</text:p></style:header><style:footer><text:p>页脚 {foot}</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>{tracked}
<text:h text:outline-level="1">关于合成数据的说明</text:h>
<text:p>以下号码均为合成，经办人证号 {body}。</text:p>
<text:p>分段书写：{left}<text:span text:style-name="B">{right[:3]}</text:span>{right[3:]}。</text:p>
{extra}
<text:p>见脚注<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注号码 {note}</text:p></text:note-body></text:note>。</text:p>
<text:p>查询<text:a xlink:href="http://example.invalid/q?id={link}">点这里</text:a>。</text:p>
<text:p><draw:frame text:anchor-type="as-char" svg:width="9cm" svg:height="1.5cm"><draw:text-box><text:p>文本框 {box}</text:p></draw:text-box></draw:frame>框外。</text:p>
<table:table table:name="T1"><table:table-column table:number-columns-repeated="4"/>{caption}
{row("序号", "姓名", "身份证号", "备注")}{row("1", "某甲", cell, "无")}{row("2", "某乙", "（略）", "无")}</table:table>
<text:p>表格之间。</text:p>
<table:table table:name="T2"><table:table-column table:number-columns-repeated="4"/>{row("姓名", "某丙", "证件号码", form)}{row("性别", "女", "民族", "汉")}</table:table>
<text:p>全文完。</text:p>
</office:text></office:body></office:document>"""


def sheet_document(name, suffix, manifest):
    def plant(place, hidden="-", label="-"):
        return manifest.plant(name, place, hidden, label)

    seen = plant("名单!C4", "-", "身份证号")
    row_hidden = plant("名单!C5", "row", "身份证号")
    column_hidden = plant("名单!E4", "column", "账号")
    off = plant("草稿!B2", "sheet", "证件号")
    note = plant("名单!B4", "note", "?")
    properties = manifest.plant(name, "文档属性", "metadata", "?")
    head = manifest.plant(name, "?", "?", "?")
    listed = manifest.plant(name, "?", "reference", "?")
    named = manifest.plant(name, "?", "reference", "?")

    def row(*cells, style=""):
        inner = "".join(cell if cell.startswith("<") else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells)
        return f"<table:table-row{style}>{inner}</table:table-row>"

    annotated = f'<table:table-cell office:value-type="string"><office:annotation><text:p>旧号 {note}</text:p></office:annotation><text:p>某甲</text:p></table:table-cell>'
    valid = '<table:table-cell table:content-validation-name="v1" office:value-type="string"><text:p>1月</text:p></table:table-cell>'
    date = '<table:table-cell table:style-name="D" office:value-type="date" office:date-value="2021-06-08"><text:p>2021-06-08</text:p></table:table-cell>'
    blank = "<table:table-cell/>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NS} office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:meta><dc:title>合成表格</dc:title><meta:keyword>{properties}</meta:keyword></office:meta>
<office:automatic-styles>
<style:page-layout style:name="L"><style:page-layout-properties/><style:header-style/><style:footer-style/></style:page-layout>
<number:date-style style:name="N1"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<style:style style:name="D" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="Off" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Default" style:page-layout-name="L"><style:header><text:p>表头 {head}</text:p></style:header></style:master-page></office:master-styles>
<office:body><office:spreadsheet>
<table:content-validations><table:content-validation table:name="v1" table:condition="of:cell-content-is-in-list(&quot;{listed}&quot;;&quot;乙&quot;)" table:base-cell-address="名单.F4"/></table:content-validations>
<table:table table:name="名单"><table:table-column/><table:table-column/><table:table-column/><table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/><table:table-column/>
<table:table-row><table:table-cell table:number-columns-spanned="7" office:value-type="string"><text:p>合成人员名单</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="6"/></table:table-row>
{row("填表单位：某单位")}
{row("序号", "姓名", "身份证号", "金额", "账号", "月份", "日期")}
{row("1", annotated, seen, '<table:table-cell office:value-type="float" office:value="1200.5"><text:p>1200.5</text:p></table:table-cell>', column_hidden, valid, date)}
{row("2", "某乙", row_hidden, "300", "无", valid, date, style=' table:visibility="collapse"')}
{row("3", "某丙", "（略）", "400", "无", valid, date)}
</table:table>
<table:table table:name="草稿" table:style-name="Off"><table:table-column/><table:table-column/>{row("姓名", "证件号")}{row("某丁", off)}{row("某戊", "（略）")}</table:table>
<table:named-expressions><table:named-expression table:name="暂存" table:base-cell-address="$名单.$A$1" table:expression="&quot;{named}&quot;"/></table:named-expressions>
</office:spreadsheet></office:body></office:document>"""


def show_document(name, suffix, manifest):
    def plant(place, hidden="-", label="-"):
        return manifest.plant(name, place, hidden, label)

    body = plant("第 1 张幻灯片")
    note = plant("第 1 张幻灯片", "note", "?")
    off = plant("第 2 张幻灯片", "slide", "?")
    cell = plant("第 3 张幻灯片", "-", "?")

    def box(text, y):
        return f'<draw:frame svg:x="1cm" svg:y="{y}cm" svg:width="22cm" svg:height="2cm"><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>'

    def row(*cells):
        return "<table:table-row>" + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells) + "</table:table-row>"

    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NS} office:mimetype="application/vnd.oasis.opendocument.presentation">
<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="25cm" fo:page-height="19cm"/></style:page-layout>
<style:style style:name="Off" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="M" style:page-layout-name="L"/></office:master-styles>
<office:body><office:presentation>
<draw:page draw:name="p1" draw:master-page-name="M">{box("经办人 " + body, 2)}<presentation:notes><draw:frame svg:width="10cm" svg:height="5cm" presentation:class="notes"><draw:text-box><text:p>备注 {note}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>
<draw:page draw:name="p2" draw:style-name="Off" draw:master-page-name="M">{box("不放映 " + off, 2)}</draw:page>
<draw:page draw:name="p3" draw:master-page-name="M"><draw:frame svg:x="1cm" svg:y="3cm" svg:width="20cm" svg:height="4cm"><table:table><table:table-column table:number-columns-repeated="2"/>{row("姓名", "身份证号")}{row("某甲", cell)}{row("某乙", "（略）")}</table:table></draw:frame></draw:page>
</office:presentation></office:body></office:document>"""
