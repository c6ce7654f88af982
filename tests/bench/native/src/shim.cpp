// pugixml and libxml2 behind the functions of shim.h.
#include "shim.h"

#include <libxml/parser.h>
#include <pugixml.hpp>

#include <cstring>
#include <mutex>
#include <string>

namespace {

void count(const pugi::xml_node &node, bench_counts &counts) {
    for (pugi::xml_node child : node.children()) {
        switch (child.type()) {
        case pugi::node_element:
            ++counts.elements;
            for (pugi::xml_attribute attribute : child.attributes()) {
                // Looked at like a text, but not counted: a text is what stands between tags.
                volatile char first = attribute.value()[0];
                (void)first;
            }
            count(child, counts);
            break;
        case pugi::node_pcdata:
        case pugi::node_cdata:
            counts.text += std::strlen(child.value());
            break;
        default:
            break;
        }
    }
}

// A text is told from white space between elements as pugixml does it: it has another character.
struct Sax {
    bench_counts counts;
    size_t pending;
    bool blank;
};

void settle(Sax &sax) {
    if (!sax.blank) {
        sax.counts.text += sax.pending;
    }
    sax.pending = 0;
    sax.blank = true;
}

void start(void *context, const xmlChar *, const xmlChar *, const xmlChar *, int, const xmlChar **, int, int, const xmlChar **) {
    Sax &sax = *static_cast<Sax *>(context);
    settle(sax);
    ++sax.counts.elements;
}

void end(void *context, const xmlChar *, const xmlChar *, const xmlChar *) { settle(*static_cast<Sax *>(context)); }

void characters(void *context, const xmlChar *text, int length) {
    Sax &sax = *static_cast<Sax *>(context);
    sax.pending += static_cast<size_t>(length);
    for (int n = 0; sax.blank && n < length; ++n) {
        sax.blank = text[n] == ' ' || text[n] == '\n' || text[n] == '\t' || text[n] == '\r';
    }
}

struct Buffer final : pugi::xml_writer {
    std::string out;
    void write(const void *data, size_t size) override { out.append(static_cast<const char *>(data), size); }
};

} // namespace

struct bench_tree {
    pugi::xml_document document;
    Buffer buffer;
};

int bench_pugixml_parse(const char *data, size_t length) {
    pugi::xml_document document;
    return document.load_buffer(data, length) ? 1 : 0;
}

int bench_pugixml_walk(const char *data, size_t length, bench_counts *counts) {
    pugi::xml_document document;
    if (!document.load_buffer(data, length)) {
        return 0;
    }
    *counts = bench_counts{};
    count(document, *counts);
    return 1;
}

int bench_libxml2_sax(const char *data, size_t length, bench_counts *counts) {
    static std::once_flag once;
    std::call_once(once, xmlInitParser);
    xmlSAXHandler handler;
    std::memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start;
    handler.endElementNs = end;
    handler.characters = characters;
    handler.cdataBlock = characters;
    Sax sax{{}, 0, true};
    int failed = xmlSAXUserParseMemory(&handler, &sax, data, static_cast<int>(length));
    *counts = sax.counts;
    return failed == 0 ? 1 : 0;
}

bench_tree *bench_pugixml_load(const char *data, size_t length) {
    bench_tree *tree = new bench_tree;
    if (!tree->document.load_buffer(data, length)) {
        delete tree;
        return nullptr;
    }
    return tree;
}

size_t bench_pugixml_save(bench_tree *tree) {
    tree->buffer.out.clear();
    tree->document.save(tree->buffer, "", pugi::format_raw, pugi::encoding_utf8);
    return tree->buffer.out.size();
}

void bench_pugixml_free(bench_tree *tree) { delete tree; }
