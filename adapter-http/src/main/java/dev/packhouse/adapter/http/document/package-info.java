/**
 * Documents in YAML or JSON that people write, read with the lines of their values.
 *
 * <p>{@code DocumentReader} opens a document; {@code BoundedReader} limits its characters and {@code CheckedParser} its
 * tokens. {@code NodeReader} reads parts of it as trees of {@code Node}s, which have their lines. {@code FieldReader} reads
 * the values of a mapping, and reports each {@code Problem} with its line.
 */
package dev.packhouse.adapter.http.document;
