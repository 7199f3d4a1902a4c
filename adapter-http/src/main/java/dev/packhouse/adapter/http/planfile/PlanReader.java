package dev.packhouse.adapter.http.planfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.packhouse.adapter.http.planfile.PackageItems.Item;
import dev.packhouse.adapter.http.planfile.PlanHeader.End;
import dev.packhouse.adapter.http.planfile.PlanHeader.ListFacts;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a plan file, package by package. A file that was changed or cut off is refused: its end has the SHA-256 of its content.
 * Used by one thread.
 */
public final class PlanReader implements AutoCloseable {

    private static final int MAX_LINE = 64 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final InputStream in;
    private final Hasher hasher = Hashing.sha256().newHasher();
    private final PlanHeader header;
    private Optional<End> end = Optional.empty();
    private int line;

    private PlanReader(Path file, InputStream in) throws IOException {
        this.file = file;
        this.in = in;
        byte[] first = nextLine();
        this.header = header(parse(first));
        hasher.putBytes(first);
    }

    /**
     * Opens a plan file. One whose name ends with {@code .gz} is compressed.
     *
     * @throws PlanFileException if it is no plan file, or of another edition
     * @throws IOException if it cannot be read
     */
    public static PlanReader open(Path file) throws IOException {
        InputStream stored = Files.newInputStream(file);
        try {
            InputStream content = file.toString().endsWith(".gz") ? new GZIPInputStream(stored, 1 << 16) : stored;
            return new PlanReader(file, new BufferedInputStream(content, 1 << 16));
        } catch (ZipException e) {
            stored.close();
            throw new PlanFileException("%s: it is not compressed by gzip".formatted(file));
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /** The first line. */
    public PlanHeader header() {
        return header;
    }

    /**
     * The next package; empty after the last one.
     *
     * @throws PlanFileException if the file is damaged
     */
    public Optional<PackageItems> next() throws IOException {
        if (end.isPresent()) {
            return Optional.empty();
        }
        byte[] text = nextLine();
        JsonNode node = parse(text);
        if (node.has("end")) {
            if (!hasher.hash().toString().equals(node.path("sha256").asText())) {
                throw damaged("the file was changed: its content has another SHA-256");
            }
            end = Optional.of(end(node.path("end")));
            return Optional.empty();
        }
        hasher.putBytes(text);
        return Optional.of(items(node));
    }

    /**
     * The last line.
     *
     * @throws IllegalStateException before the last package was read
     */
    public End end() {
        return end.orElseThrow(() -> new IllegalStateException("The end was not read yet"));
    }

    private byte[] nextLine() throws IOException {
        line++;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0 || text.size() == MAX_LINE) {
                    throw damaged(next < 0 ? "the file is cut off here" : "the line is too long");
                }
                text.write(next);
            }
        } catch (EOFException e) {
            throw damaged("the file is cut off here");
        }
        text.write('\n');
        return text.toByteArray();
    }

    private JsonNode parse(byte[] text) throws IOException {
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw damaged("it is no JSON: " + e.getOriginalMessage());
        }
        throw damaged("it is no JSON object: " + new String(text, UTF_8).strip());
    }

    private PlanFileException damaged(String reason) {
        return new PlanFileException("%s:%s: %s".formatted(file, line, reason));
    }

    private PlanHeader header(JsonNode node) {
        LineFields fields = new LineFields(node, this::damaged);
        if (!node.path("packhouse").asText().equals("plan")) {
            throw damaged("it is no plan of a cleanup");
        }
        if (node.path("format").asInt() != PlanWriter.FORMAT) {
            throw damaged("it is a plan of format %s, and this edition reads format %s: plan again"
                    .formatted(node.path("format").asText(), PlanWriter.FORMAT));
        }
        LineFields policy = fields.object("policy");
        return new PlanHeader(
                fields.instant("evaluated_at"),
                fields.instant("expires_at"),
                fields.text("backend"),
                fields.optionalText("url"),
                fields.optionalText("registry"),
                fields.text("owner"),
                fields.number("owner_id"),
                fields.text("caller"),
                policy.text("name"),
                policy.text("text"),
                policy.text("sha256"),
                lists(node.path("lists")));
    }

    private Map<String, ListFacts> lists(JsonNode node) {
        Map<String, ListFacts> lists = new HashMap<>();
        node.fieldNames().forEachRemaining(name -> {
            LineFields fields = new LineFields(node.path(name), this::damaged);
            lists.put(name, new ListFacts(fields.text("sha256"), Math.toIntExact(fields.number("entries"))));
        });
        return lists;
    }

    private End end(JsonNode node) {
        LineFields fields = new LineFields(node, this::damaged);
        return new End(
                fields.number("packages"),
                fields.number("keep"),
                fields.number("delete"),
                fields.texts("exceeded"),
                fields.texts("left_out"));
    }

    private PackageItems items(JsonNode node) throws IOException {
        List<PlanReason> reasons = new LineFields(node, this::damaged)
                .objects("reasons").stream()
                        .map(reason -> new PlanReason(reason.text("kind"), reason.text("summary"), reason.text("text")))
                        .toList();
        LineFields fields = new LineFields(node, this::damaged).object("package");
        long count = fields.number("versions");
        PackageItems subject = new PackageItems(
                fields.text("type"),
                fields.text("name"),
                fields.number("id"),
                fields.text("visibility"),
                fields.instant("updated_at"),
                fields.optionalText("deleted_by"),
                fields.flag("emptied"),
                List.of());
        List<Item> items = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            byte[] text = nextLine();
            hasher.putBytes(text);
            items.add(item(new LineFields(parse(text), this::damaged), reasons));
        }
        return subject.with(items);
    }

    private Item item(LineFields fields, List<PlanReason> reasons) {
        List<PlanReason> why = new ArrayList<>();
        for (long index : fields.numbers("why")) {
            if (index < 0 || index >= reasons.size()) {
                throw damaged("there is no reason " + index);
            }
            why.add(reasons.get((int) index));
        }
        return new Item(
                fields.number("id"),
                fields.text("name"),
                fields.texts("tags"),
                fields.instant("created"),
                fields.optionalInstant("updated").orElseGet(() -> fields.instant("created")),
                fields.optionalText("kind"),
                fields.optionalText("defect"),
                fields.text("do").equals("delete"),
                why,
                fields.optionalNumber("with").map(OptionalLong::of).orElseGet(OptionalLong::empty));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
