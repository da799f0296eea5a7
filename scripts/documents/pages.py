"""PDF and OFD pages by hand."""


def make(root, work, manifest):
    pass
