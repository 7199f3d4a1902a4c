package dev.packhouse.adapter.http.cli.packages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Prints what the commands show: tables on a terminal, lines with tabs and without a header for other programs, or JSON.
 */
final class Output {

    /** Escapes all that is not ASCII, so that no text controls a terminal. */
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final List<Column<ShownPackage>> PACKAGES = List.of(
            new Column<>("NAME", ShownPackage::name),
            new Column<>("TYPE", item -> item.type().label()),
            new Column<>("ID", item -> item.text("id")),
            new Column<>("VERSIONS", item -> item.text("version_count")),
            new Column<>("VISIBILITY", item -> item.text("visibility")),
            new Column<>("UPDATED", item -> item.text("updated_at")),
            new Column<>("DELETED", item -> item.text("deleted_at")));

    private static final List<Column<ShownVersion>> VERSIONS = List.of(
            new Column<>("ID", item -> item.text("id")),
            new Column<>("NAME", ShownVersion::name),
            new Column<>("TAGS", item -> String.join(",", item.tags())),
            new Column<>("CREATED", item -> item.text("created_at")),
            new Column<>("DELETED", item -> item.text("deleted_at")));

    private static final List<Column<ShownPackage>> PACKAGE = List.of(
            new Column<>("name", ShownPackage::name),
            new Column<>("type", item -> item.type().label()),
            new Column<>("id", item -> item.text("id")),
            new Column<>("owner", item -> ShownFields.text(item.json().path("owner"), "login")),
            new Column<>("versions", item -> item.text("version_count")),
            new Column<>("visibility", item -> item.text("visibility")),
            new Column<>("repository", item -> ShownFields.text(item.json().path("repository"), "full_name")),
            new Column<>("created", item -> item.text("created_at")),
            new Column<>("updated", item -> item.text("updated_at")),
            new Column<>("page", item -> item.text("html_url")));

    private static final List<Column<ShownVersion>> VERSION = List.of(
            new Column<>("id", item -> item.text("id")),
            new Column<>("name", ShownVersion::name),
            new Column<>("tags", item -> String.join(",", item.tags())),
            new Column<>("license", item -> item.text("license")),
            new Column<>("description", item -> item.text("description")),
            new Column<>("created", item -> item.text("created_at")),
            new Column<>("updated", item -> item.text("updated_at")),
            new Column<>("page", item -> item.text("html_url")));

    private final Console console;
    private final boolean json;

    Output(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /** One column of a list, or one line of a single item. */
    private record Column<T>(String title, Function<T, String> cell) {}

    /** Prints a list of packages. Returns the exit code: 1 if something is missing from the list. */
    int packages(Listing<ShownPackage> listing) {
        return list(listing, PACKAGES, ShownPackage::json);
    }

    /** Prints a list of versions. Returns the exit code: 1 if something is missing from the list. */
    int versions(Listing<ShownVersion> listing) {
        return list(listing, VERSIONS, ShownVersion::json);
    }

    void show(ShownPackage item) {
        show(item, PACKAGE, item.json());
    }

    void show(ShownVersion item) {
        show(item, VERSION, item.json());
    }

    private <T> int list(Listing<T> listing, List<Column<T>> columns, Function<T, JsonNode> document) {
        if (json) {
            ArrayNode array = MAPPER.createArrayNode();
            listing.items().forEach(item -> array.add(document.apply(item)));
            print(array);
        } else {
            table(listing.items(), columns);
        }
        listing.missing().forEach(console::printError);
        return listing.missing().isEmpty() ? 0 : 1;
    }

    /** Prints a table. On a terminal it has a header, and no column that is empty. */
    private <T> void table(List<T> items, List<Column<T>> columns) {
        if (console.terminal().get().isEmpty()) {
            console.printRows(items.stream().map(item -> cells(item, columns)).toList(), false);
            return;
        }
        List<Column<T>> shown = columns.stream()
                .filter(column -> items.stream()
                        .anyMatch(item -> !column.cell().apply(item).isEmpty()))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(shown.stream().map(Column::title).toList());
        items.forEach(item -> rows.add(cells(item, shown)));
        if (items.isEmpty()) {
            console.err().println("None found");
        } else {
            console.printRows(rows, true);
        }
    }

    private static <T> List<String> cells(T item, List<Column<T>> columns) {
        return columns.stream().map(column -> column.cell().apply(item)).toList();
    }

    private <T> void show(T item, List<Column<T>> columns, JsonNode document) {
        if (json) {
            print(document);
            return;
        }
        console.printRows(
                columns.stream()
                        .map(column -> List.of(column.title(), column.cell().apply(item)))
                        .filter(row -> !row.get(1).isEmpty())
                        .toList(),
                console.terminal().get().isPresent());
    }

    /**
     * Prints what became of a change, as a line, or as a JSON object in a line of its own.
     *
     * @param word the word for the kind of the result
     */
    void result(Subject subject, String word, ChangeResult result) {
        if (!json) {
            console.printLine("%s: %s%s%s"
                    .formatted(
                            subject,
                            word,
                            result.message().isEmpty() ? "" : ": " + result.message(),
                            result.code().isEmpty() ? "" : " (" + result.code() + ")"));
            return;
        }
        ObjectNode object = MAPPER.createObjectNode()
                .put("owner", subject.owner().value())
                .put("package_type", subject.name().type().label())
                .put("package_name", subject.name().value());
        subject.version().ifPresent(id -> object.put("package_version_id", id.value()));
        object.put("result", word);
        if (!result.message().isEmpty()) {
            object.put("message", result.message());
        }
        if (!result.code().isEmpty()) {
            object.put("code", result.code());
        }
        print(object);
    }

    private void print(JsonNode document) {
        try {
            console.printLine(MAPPER.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A tree can be written", e);
        }
    }

    /**
     * Checks that all was written: a {@code PrintStream} throws no exceptions.
     *
     * @throws CommandException if the output could not be written
     */
    void check() {
        if (console.out().checkError()) {
            throw new CommandException("Cannot write to standard output: is the disk full?");
        }
    }
}
