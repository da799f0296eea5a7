"""PDF and OFD pages by hand: what office programs do not write."""

import subprocess
import zipfile
import zlib

HEADING = "合成页面"


class Pdf:
    """Objects of a PDF file, numbered from 1."""

    def __init__(self):
        self.objects = []

    def add(self, body):
        self.objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(self.objects)

    def stream(self, data, head=""):
        packed = zlib.compress(data)
        return self.add(f"<< /Length {len(packed)} /Filter /FlateDecode {head} >>\nstream\n".encode("latin-1") + packed + b"\nendstream")

    def write(self, path, root):
        out = b"%PDF-1.7\n"
        places = []
        for index, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += f"{index} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
        out += f"trailer\n<< /Size {len(places) + 1} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
        path.write_bytes(out)


def text_string(text):
    return "<FEFF" + text.encode("utf-16-be").hex() + ">"


def chinese_font(pdf, cmap):
    """A font that is not embedded and has no map of its own but a predefined one."""
    font = pdf.add(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> "
        "/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> /DW 1000 /W [1 [500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500]] >>"
    )
    return pdf.add(f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-{cmap} /Encoding /{cmap} /DescendantFonts [{font} 0 R] >>")


def show(text, x, y, size=12, codec="utf-16-be", extra=""):
    return f"BT {extra} /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode(codec).hex()}> Tj ET\n"


def one_page(pdf, content, font, page="", catalog="", resources=""):
    stream = pdf.stream(content.encode("latin-1"))
    parent = len(pdf.objects) + 2
    leaf = pdf.add(f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R /Resources << /Font << /F1 {font} 0 R >> {resources} >> {page} >>")
    pdf.add(f"<< /Type /Pages /Kids [{leaf} 0 R] /Count 1 >>")
    return pdf.add(f"<< /Type /Catalog /Pages {parent} 0 R {catalog} >>")


def two_pages(root, manifest):
    """A table that goes on over the page: the second page has no header."""
    name = "long.pdf"
    pdf = Pdf()
    font = chinese_font(pdf, "UniGB-UCS2-H")
    contents = []
    for page, rows in enumerate(((("姓名", "身份证号"), ("某甲", "（略）")), (("某乙", manifest.plant(name, "第 2 页第 1 行", "-", "身份证号")), ("某丙", "（略）")))):
        content = "".join(f"50 {y} m 350 {y} l S\n" for y in (760, 730, 700)) + "".join(f"{x} 700 m {x} 760 l S\n" for x in (50, 120, 350))
        for row, texts in enumerate(rows):
            content += show(texts[0], 60, 740 - row * 30) + show(texts[1], 130, 740 - row * 30)
        contents.append(pdf.stream((content + show(f"第{page + 1}页", 250, 40)).encode("latin-1")))
    parent = len(pdf.objects) + 3
    kids = [pdf.add(f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R /Resources << /Font << /F1 {font} 0 R >> >> >>") for stream in contents]
    pdf.add(f"<< /Type /Pages /Kids [{kids[0]} 0 R {kids[1]} 0 R] /Count 2 >>")
    pdf.write(root / name, pdf.add(f"<< /Type /Catalog /Pages {parent} 0 R >>"))


def make(root, work, manifest):
    two_pages(root, manifest)
    for cmap, codec in (("GBK-EUC-H", "gbk"), ("UniGB-UCS2-H", "utf-16-be"), ("UniGB-UTF16-H", "utf-16-be")):
        name = f"{cmap}.pdf"
        value = manifest.plant(name, "第 1 页第 1 行")
        pdf = Pdf()
        font = chinese_font(pdf, cmap)
        pdf.write(root / name, one_page(pdf, show(f"证号{value}。", 50, 700, codec=codec), font))
    hiding(root, manifest)
    tables(root, manifest)
    beside(root, manifest)
    unreadable(root, manifest)
    encrypted(root, work)
    ofd(root, manifest)


def hiding(root, manifest):
    name = "hidden.pdf"

    def plant(hidden):
        return manifest.plant(name, "第 1 页", hidden)

    pdf = Pdf()
    font = chinese_font(pdf, "UniGB-UCS2-H")
    content = show("可见文字", 50, 780)
    content += show(plant("covered"), 50, 700) + "0 0 0 rg 40 690 300 30 re f\n"
    content += show(plant("invisible"), 50, 650, extra="3 Tr") + "BT 0 Tr ET\n"
    content += "1 1 1 rg " + show(plant("invisible"), 50, 600) + "0 0 0 rg\n"
    content += show(plant("invisible"), 50, 550, size=0.5)
    content += show(plant("invisible"), 50, 900)
    # White on a dark ground is a heading, not a secret.
    shown = manifest.plant(name, "第 1 页第 2 行")
    content += "0 0 0.5 rg 40 490 300 30 re f 1 1 1 rg " + show(shown, 50, 500) + "0 0 0 rg\n"
    layer = pdf.add("<< /Type /OCG /Name (L) >>")
    content += "/OC /L1 BDC " + show(plant("invisible"), 50, 450) + "EMC\n"
    catalog = f"/OCProperties << /OCGs [{layer} 0 R] /D << /OFF [{layer} 0 R] >> >>"
    pdf.write(root / name, one_page(pdf, content, font, catalog=catalog, resources=f"/Properties << /L1 {layer} 0 R >>"))


def tables(root, manifest):
    name = "tables.pdf"
    pdf = Pdf()
    font = chinese_font(pdf, "UniGB-UCS2-H")
    # A ruled table whose numbers are broken in their narrow column, the other cells centred beside them.
    broken = manifest.plant(name, "?", "-", "身份证号")
    content = show("人员名单", 250, 780)
    for y in (760, 730, 690, 650):
        content += f"50 {y} m 350 {y} l S\n"
    for x in (50, 120, 230, 350):
        content += f"{x} 650 m {x} 760 l S\n"
    content += show("姓名", 60, 740) + show("身份证号", 130, 740) + show("备注", 240, 740)
    content += show(broken[:10], 130, 715) + show("某甲", 60, 706) + show("无", 240, 706) + show(broken[10:], 130, 697)
    content += show("某乙", 60, 665) + show("（略）", 130, 665) + show("无", 240, 665)
    # A table without lines.
    aligned = manifest.plant(name, "?", "-", "证件号码")
    for row, texts in enumerate((("姓名", "证件号码", "电话"), ("某丙", aligned, "无"), ("某丁", "（略）", "无"))):
        for x, text in zip((50, 150, 400), texts):
            content += show(text, x, 600 - row * 20)
    # One box for each digit.
    boxes = manifest.plant(name, "?")
    content += show("身份证号码", 50, 500)
    for index, char in enumerate(boxes):
        x = 150 + index * 20
        content += f"{x} 495 20 20 re S\n" + show(char, x + 6, 500)
    # A number broken at the end of a line, and bold drawn twice.
    wrapped = manifest.plant(name, "?")
    content += show("这一行的末尾是经办人的公民身份号码，请核对后填写：" + wrapped[:9], 50, 440) + show(wrapped[9:] + "，谢谢。", 50, 420)
    bold = manifest.plant(name, "?")
    content += show("粗体" + bold, 50, 380) + show("粗体" + bold, 50.2, 380)
    pdf.write(root / name, one_page(pdf, content, font))


def beside(root, manifest):
    name = "beside.pdf"

    def plant(place, hidden):
        return manifest.plant(name, place, hidden, "?")

    pdf = Pdf()
    font = chinese_font(pdf, "UniGB-UCS2-H")
    note = pdf.add(f"<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents {text_string('核对' + plant('第 1 页', 'note'))} >>")
    link = pdf.add(f"<< /Type /Annot /Subtype /Link /Rect [40 10 60 30] /A << /S /URI /URI (http://example.invalid/?id={plant('第 1 页', 'reference')}) >> >>")
    field = pdf.add(f"<< /Type /Annot /Subtype /Widget /FT /Tx /T {text_string('证号')} /V {text_string(plant('第 1 页', 'reference'))} /Rect [70 10 90 30] >>")
    entry = len(pdf.objects) + 2
    outlines = pdf.add(f"<< /Type /Outlines /First {entry} 0 R /Last {entry} 0 R /Count 1 >>")
    pdf.add(f"<< /Title {text_string('一、' + plant('文档属性', 'metadata'))} /Parent {outlines} 0 R >>")
    inner = manifest.plant(name, "1:6", "embedded", "-", "附件.txt")
    data = pdf.stream(f"附件证号{inner}\n".encode(), "/Type /EmbeddedFile")
    file = pdf.add(f"<< /Type /Filespec /F (a.txt) /UF {text_string('附件.txt')} /EF << /F {data} 0 R >> >>")
    xmp = pdf.stream(f"<x:xmpmeta xmlns:x='x'><dc:subject xmlns:dc='d'>{plant('文档属性', 'metadata')}</dc:subject></x:xmpmeta>".encode(), "/Type /Metadata /Subtype /XML")
    catalog = f"/Outlines {outlines} 0 R /Metadata {xmp} 0 R /Names << /EmbeddedFiles << /Names [(a) {file} 0 R] >> >> /AcroForm << /Fields [{field} 0 R] >>"
    root_object = one_page(pdf, show("正文", 50, 700), font, page=f"/Annots [{note} 0 R {link} 0 R {field} 0 R]", catalog=catalog)
    pdf.write(root / name, root_object)


def unreadable(root, manifest):
    pdf = Pdf()
    font = chinese_font(pdf, "UniGB-UCS2-H")
    image = pdf.stream(b"\x80" * 64 * 64, "/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8")
    pdf.write(root / "scan.pdf", one_page(pdf, "500 0 0 700 50 50 cm /I Do\n", font, resources=f"/XObject << /I {image} 0 R >>"))
    # A font whose codes mean nothing outside it.
    pdf = Pdf()
    inner = pdf.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Own /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /AAAAAA+Own /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>")
    font = pdf.add(f"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Own /Encoding /Identity-H /DescendantFonts [{inner} 0 R] >>")
    content = "".join(show("甲乙丙丁戊己庚辛壬癸子丑寅卯", 50, 700 - line * 20) for line in range(4))
    pdf.write(root / "unmapped.pdf", one_page(pdf, content, font))
    # Forms that draw each other twice, forty deep.
    pdf = Pdf()
    font = chinese_font(pdf, "UniGB-UCS2-H")
    form = pdf.stream(b"0 0 1 1 re f", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    for _ in range(40):
        form = pdf.stream(b"/X Do /X Do", f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {form} 0 R >> >>")
    pdf.write(root / "forms.pdf", one_page(pdf, "/X Do\n", font, resources=f"/XObject << /X {form} 0 R >>"))
    (root / "cut.pdf").write_bytes((root / "scan.pdf").read_bytes()[:300])


def encrypted(root, work):
    source = work / "encrypted.fodt"
    source.write_text((work / "text.fodt").read_text(encoding="utf-8"), encoding="utf-8")
    options = 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"secret"}}'
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to", options]
    subprocess.run([*command, "--outdir", str(root), str(source)], check=True, capture_output=True)


OFD_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(root, manifest):
    """GB/T 33190: a page with its template, an annotation, custom data and an attachment."""
    name = "hand.ofd"
    value = manifest.plant(name, "第 1 页第 2 行")
    spread = manifest.plant(name, "第 1 页第 3 行")
    template = manifest.plant(name, "第 1 页第 1 行")
    unseen = manifest.plant(name, "第 1 页", "invisible")
    note = manifest.plant(name, "第 1 页", "note", "?")
    custom = manifest.plant(name, "文档属性", "metadata", "?")
    inner = manifest.plant(name, "1:6", "embedded", "-", "附件.txt")
    cell = manifest.plant(name, "?", "-", "证件号码")

    def text(content, x, y, attributes="", delta=None):
        count = len(content) - 1
        delta = delta or f"g {count} 4"
        return (
            f'<ofd:TextObject ID="1" Boundary="{x} {y} 120 6" Font="1" Size="4" {attributes}>'
            f'<ofd:TextCode X="0" Y="4" DeltaX="{delta}">{content}</ofd:TextCode></ofd:TextObject>'
        )

    rows = "".join(text(content, x, 60 + row * 10) for row, cells in enumerate((("姓名", "证件号码", "备注"), ("某甲", cell, "无"), ("某乙", "（略）", "无"))) for x, content in zip((10, 40, 150), cells))
    hidden = text(unseen, 10, 50, 'Visible="false"')
    page = f'<ofd:Page {OFD_NS}><ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer ID="2">{text("经办证号" + value, 10, 30)}{text(spread, 10, 40, delta="2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2")}{hidden}{rows}</ofd:Layer></ofd:Content></ofd:Page>'
    parts = {
        "OFD.xml": f'<ofd:OFD {OFD_NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>x</ofd:DocID><ofd:Title>合成版式文件</ofd:Title><ofd:CustomDatas><ofd:CustomData Name="备注">{custom}</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f'<ofd:Document {OFD_NS}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": page,
        "Doc_0/Tpls/Tpl_0/Content.xml": f'<ofd:Page {OFD_NS}><ofd:Content><ofd:Layer ID="3">{text("模板" + template, 10, 10)}</ofd:Layer></ofd:Content></ofd:Page>',
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {OFD_NS}><ofd:Page PageID="1"><ofd:FileLoc>Annot_0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
        "Doc_0/Annots/Annot_0.xml": f'<ofd:PageAnnot {OFD_NS}><ofd:Annot ID="7" Type="Highlight"><ofd:Remark>核对{note}</ofd:Remark><ofd:Appearance Boundary="0 0 9 9"/></ofd:Annot></ofd:PageAnnot>',
        "Doc_0/Attachs/Attachments.xml": f'<ofd:Attachments {OFD_NS}><ofd:Attachment ID="8" Name="附件.txt"><ofd:FileLoc>附件.txt</ofd:FileLoc></ofd:Attachment></ofd:Attachments>',
        "Doc_0/Attachs/附件.txt": f"附件证号{inner}\n",
    }
    write_zip(root / name, parts)
    image = f'<ofd:Page {OFD_NS}><ofd:Content><ofd:Layer ID="2"><ofd:ImageObject ID="5" Boundary="0 0 210 297" ResourceID="6"/></ofd:Layer></ofd:Content></ofd:Page>'
    scan = {key: parts[key] for key in ("OFD.xml",)} | {
        "OFD.xml": parts["OFD.xml"].replace(custom, "无"),
        "Doc_0/Document.xml": f'<ofd:Document {OFD_NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": image,
    }
    write_zip(root / "scan.ofd", scan)


def write_zip(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
