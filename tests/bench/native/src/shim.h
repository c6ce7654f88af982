// What the benchmark calls: plain C functions over pugixml and libxml2. No function keeps `data` after it returns.
#pragma once
#include <cstddef>

extern "C" {

// What a document holds, so that a run can be compared with what others found in it.
struct bench_counts {
    // Elements.
    size_t elements;
    // Bytes of text outside of white space between elements, entities resolved, in UTF-8.
    size_t text;
};

// Parses to a tree and forgets it. 0 when the document is not well formed.
int bench_pugixml_parse(const char *data, size_t length);
// Parses to a tree and visits every element, attribute and text of it. 0 when the document is not well formed.
int bench_pugixml_walk(const char *data, size_t length, struct bench_counts *counts);
// Parses with libxml2's SAX2 interface; every event reaches a handler. 0 when the document is not well formed.
int bench_libxml2_sax(const char *data, size_t length, struct bench_counts *counts);

// A parsed tree with a buffer to write it to; null when the document is not well formed.
struct bench_tree;
struct bench_tree *bench_pugixml_load(const char *data, size_t length);
// Writes the tree into its buffer, whose memory is used again, and gives the number of bytes.
size_t bench_pugixml_save(struct bench_tree *tree);
void bench_pugixml_free(struct bench_tree *tree);

}
