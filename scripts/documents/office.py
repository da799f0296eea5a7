"""Hiding places that LibreOffice does not write: made with openpyxl and python-docx, and by hand in their XML."""

import io
import zipfile

import docx
import openpyxl
import pptx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation


def make(root, work, manifest):
    workbook(root / "hidden.xlsx", manifest)
    word(root / "hidden.docx", manifest)
    slides(root / "hidden.pptx", manifest)
    small = root / "plain.docx"
    document = docx.Document()
    document.add_paragraph("只有文字，没有号码。")
    document.save(small)


def workbook(path, manifest):
    name = path.name

    def plant(place, hidden="-", label="-"):
        return manifest.plant(name, place, hidden, label)

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "发放表"
    sheet.append(["补贴发放表"])
    sheet.merge_cells("A1:H1")
    sheet.append(["序号", "户主", None, "家庭成员", None, "账号", "电话", "备注"])
    sheet.append([None, "姓名", "身份证号", "姓名", "身份证号", None, None, None])
    for area in ("B2:C2", "D2:E2"):
        sheet.merge_cells(area)
    sheet.append([1, "某甲", plant("发放表!C4", "-", "户主身份证号"), "某乙", plant("发放表!E4", "-", "家庭成员身份证号"), "无", "无", "无"])
    sheet.append([2, "某丙", plant("发放表!C5", "number-format", "户主身份证号"), "某丁", plant("发放表!E5", "invisible", "家庭成员身份证号"), "无", "无", "无"])
    sheet.append([3, "某戊", "（略）", "某己", "（略）", "无", "无", "无"])
    sheet["C5"].number_format = ";;;"
    sheet["E5"].font = Font(color="FFFFFFFF")
    sheet["A2"].font = Font(color="FFFFFFFF")
    sheet["A2"].fill = PatternFill("solid", fgColor="FF2F5597")
    sheet["B5"].comment = Comment(f"旧证 {plant('发放表!B5', 'note', '?')}", "甲")
    rule = DataValidation(type="list", formula1=f'"{plant("?", "reference", "?")},无"')
    rule.prompt, rule.promptTitle = f"例：{plant('?', 'reference', '?')}", "填写说明"
    sheet.add_data_validation(rule)
    rule.add("H4")
    sheet["B6"].hyperlink = f"http://example.invalid/?id={plant('?', 'reference', '?')}"
    sheet.oddHeader.center.text = f"经办 {plant('?', 'reference', '?')}"
    sheet["H5"] = f'=HYPERLINK("#A1","{plant("发放表!H5", "reference", "?")}")'
    deep = book.create_sheet("字典")
    deep.append(["姓名", "证件号"])
    deep.append(["某庚", plant("字典!B2", "very-hidden-sheet", "证件号")])
    deep.append(["某辛", "（略）"])
    deep.sheet_state = "veryHidden"
    book.properties.description = f"来源 {plant('文档属性', 'metadata', '?')}"
    book.save(path)

    custom = plant("自定义 XML", "metadata", "?")
    inner = io.BytesIO()
    document = docx.Document()
    embedded = manifest.plant(name, "第 1 段", "embedded", "-", "xl/embeddings/附件.docx")
    document.add_paragraph(f"内嵌 {embedded}")
    document.save(inner)
    # A number stored as a float keeps fifteen digits: what the sheet still shows is planted.
    spoiled = plant("发放表!F4", "-", "账号")
    spoiled = spoiled[:15] + "000"
    manifest.rows[-1] = (name, spoiled, "-", "发放表!F4", "-", "账号")

    def cell(text):
        marker = 'r="F4"'
        start = text.index("<c " + marker)
        end = text.index("</c>", start) + 4
        return text[:start] + f'<c r="F4"><v>{float(spoiled):.16E}</v></c>' + text[end:]

    rewrite(path, {"xl/worksheets/sheet1.xml": cell}, {
        "customXml/item1.xml": f"<root><id>{custom}</id></root>".encode(),
        "xl/embeddings/附件.docx": inner.getvalue(),
    })


def word(path, manifest):
    name = path.name

    def plant(place, hidden="-", label="-"):
        return manifest.plant(name, place, hidden, label)

    document = docx.Document()
    document.add_heading("修订与隐藏", 1)
    paragraph = document.add_paragraph("证号：")
    masked = plant("第 2 段", "deleted", "-")
    paragraph.add_run(masked[:6])
    paragraph._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>{masked[6:14]}</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>********</w:t></w:r></w:ins>'))
    paragraph.add_run(masked[14:])
    inserted = plant("第 3 段")
    paragraph = document.add_paragraph("插入：")
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="3" w:author="a"><w:r><w:t>{inserted}</w:t></w:r></w:ins>'))
    paragraph = document.add_paragraph("可见文字")
    run = paragraph.add_run(plant("第 4 段", "style"))
    run.font.hidden = True
    paragraph = document.add_paragraph("白色：")
    run = paragraph.add_run(plant("第 5 段", "invisible"))
    run.font.color.rgb = docx.shared.RGBColor(255, 255, 255)
    paragraph = document.add_paragraph("极小：")
    run = paragraph.add_run(plant("第 6 段", "invisible"))
    run.font.size = docx.shared.Pt(1)
    paragraph = document.add_paragraph("域：")
    code = plant("?", "reference", "?")
    for kind, text in (("begin", None), (None, f' HYPERLINK "http://example.invalid/{code}" '), ("separate", None)):
        inner = f'<w:fldChar w:fldCharType="{kind}"/>' if kind else f"<w:instrText>{text}</w:instrText>"
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}>{inner}</w:r>'))
    paragraph.add_run("结果")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))
    split = plant("第 8 段")
    paragraph = document.add_paragraph("碎片：")
    for char in split:
        paragraph.add_run(char).bold = True
    table = document.add_table(rows=2, cols=19)
    boxes = plant("?", "-", "身份证号码")
    for column, text in enumerate(["身份证号码", *boxes]):
        table.cell(0, column).text = text
    table.cell(1, 0).text = "备注"
    outer = document.add_table(rows=2, cols=2)
    outer.cell(0, 0).text = "项目"
    outer.cell(0, 1).text = "内容"
    outer.cell(1, 0).text = "名单"
    inner = outer.cell(1, 1).add_table(rows=2, cols=2)
    for row, texts in enumerate((("姓名", "证件号"), ("某甲", plant("?", "-", "证件号")))):
        for column, text in enumerate(texts):
            inner.cell(row, column).text = text
    textbox = plant("?", "-")
    document.add_paragraph()._p.append(parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>框 {textbox}</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>'
        f'<mc:Fallback><w:pict><w:p><w:r><w:t>框 {textbox}</w:t></w:r></w:p></w:pict></mc:Fallback></mc:AlternateContent></w:r>'))
    alternative = plant("?", "alternative", "?")
    document.add_paragraph()._p.append(parse_xml(
        f'<w:r {nsdecls("w")} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:drawing><wp:inline><wp:docPr id="9" name="图片 1" descr="扫描件 {alternative}"/></wp:inline></w:drawing></w:r>'))
    document.core_properties.comments = plant("文档属性", "metadata", "?")
    document.save(path)


def slides(path, manifest):
    name = path.name
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    box = slide.shapes.add_textbox(0, 0, 5000000, 500000)
    box.text_frame.text = "负责人 " + manifest.plant(name, "第 1 张幻灯片")
    slide.notes_slide.notes_text_frame.text = "备注 " + manifest.plant(name, "第 1 张幻灯片", "note", "?")
    box._element.nvSpPr.cNvPr.set("descr", "框 " + manifest.plant(name, "第 1 张幻灯片", "alternative", "?"))
    table = slide.shapes.add_table(3, 2, 0, 900000, 5000000, 500000).table
    rows = (("姓名", "身份证号"), ("某甲", manifest.plant(name, "第 1 张幻灯片", "-", "身份证号")), ("某乙", "（略）"))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    hidden = show.slides.add_slide(show.slide_layouts[6])
    hidden._element.set("show", "0")
    hidden.shapes.add_textbox(0, 0, 5000000, 500000).text_frame.text = "不放映 " + manifest.plant(name, "第 2 张幻灯片", "slide")
    show.save(path)


def rewrite(path, changes, additions):
    """Changes and adds parts of a zip archive."""
    with zipfile.ZipFile(path) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts:
            if name in changes:
                data = changes[name](data.decode()).encode()
            new.writestr(name, data)
        for name, data in additions.items():
            new.writestr(name, data)
