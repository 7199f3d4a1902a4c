package dev.packhouse.adapter.http.policyfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema accepts what the reader accepts, except for what a schema cannot say. */
class PolicySchemaTest {

    /** What a schema cannot say: references, the grammars of texts, files, and comparisons. */
    private static final List<Pattern> READER_ONLY = List.of(
            Pattern.compile("there is no list '.*"),
            Pattern.compile("there is no file '.*"),
            Pattern.compile("two (rules of the policy|policies) are named .*"),
            Pattern.compile("Invalid version range .*"),
            Pattern.compile("'.*' is no time zone.*"),
            Pattern.compile("The pattern '.*' has no group.*"),
            Pattern.compile("'at-least' is more than 'at-most'.*"),
            Pattern.compile("'not' is nested deeper.*"));

    private static final String RESOURCE = "cleanup-policy.schema.json";

    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try (InputStream resource = PolicyFile.class.getResourceAsStream(RESOURCE)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new ObjectMapper().readTree(resource).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value in this text, in which on and off are texts as they are in policy files. */
    static JsonNode tree(String yaml) {
        try {
            return YAMLMapper.builder(YAMLFactory.builder()
                            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                            .build())
                    .build()
                    .readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> errors(JsonNode file) {
        return SCHEMA.validate(file.toString(), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static List<String> problems(JsonNode file) {
        try {
            Policies.read("policy.json", file.toString());
            return List.of();
        } catch (PolicyFileException e) {
            return e.getMessage()
                    .lines()
                    .map(line -> line.replaceFirst("^policy.json:\\d+: ", ""))
                    .toList();
        }
    }

    @Test
    void itIsASchema() throws IOException {
        Schema schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        try (InputStream resource = PolicyFile.class.getResourceAsStream(RESOURCE)) {
            String text = new ObjectMapper().readTree(resource).toString();

            assertThat(schemas.validate(text, InputFormat.JSON)).isEmpty();
            assertThat(schemas.validate(text.replace("\"minimum\":1", "\"minimum\":\"1\""), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @Test
    void aFileWithEveryKeyIsAccepted() {
        assertThat(errors(tree(PolicyFileTest.EVERYTHING))).isEmpty();
        assertThat(errors(json(Policies.read(PolicyFileTest.EVERYTHING).text())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{ x: 1 } | /properties",
                "{ lists: { a: { x: 1 } } } | /properties/lists/additionalProperties/properties",
                "{ limits: { x: 1 } } | /properties/limits/properties",
                "{ limits: { max-percent: { x: 1 } } } | /properties/limits/properties/max-percent/properties",
                "{ policies: [{ x: 1 }] } | /$defs/policy/properties",
                "{ policies: [{ select: { x: 1 } }] } | /$defs/policy/properties/select/properties",
                "{ policies: [{ safeguards: { x: 1 } }] } | /$defs/policy/properties/safeguards/properties",
                "{ policies: [{ delete-packages: [{ x: 1 }] }] } | /$defs/delete-package/properties",
                "{ policies: [{ keep: [{ x: 1 }] }] } | /$defs/keep/properties",
                "{ policies: [{ delete: [{ x: 1 }] }] } | /$defs/delete/properties",
                "{ policies: [{ delete: [{ not: { x: 1 } }] }] } | /$defs/exception/properties",
                "{ policies: [{ delete: [{ semver: { x: 1 } }] }] } | /$defs/criteria/properties/semver/properties",
                "{ policies: [{ delete: [{ image: { x: 1 } }] }] } | /$defs/criteria/properties/image/properties",
                "{ policies: [{ delete: [{ downloads: { x: 1 } }] }] } | /$defs/criteria/properties/downloads/properties"
            })
    void theSchemaHasTheKeysThatTheReaderKnows(String file, String properties) throws IOException {
        List<String> keys = new ArrayList<>();
        try (InputStream resource = PolicyFile.class.getResourceAsStream(RESOURCE)) {
            new ObjectMapper().readTree(resource).at(properties).fieldNames().forEachRemaining(keys::add);
        }

        assertThat(problems(tree(file)))
                .filteredOn(problem -> problem.startsWith("unknown key 'x', expected one of "))
                .singleElement()
                .satisfies(problem -> assertThat(
                                problem.replaceFirst(".* one of ", "").split(", ", -1))
                        .containsExactlyInAnyOrderElementsOf(keys));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aChangedFileIsAcceptedByBothOrRefusedByBoth(long seed) {
        Random random = new Random(seed);
        JsonNode original = tree(PolicyFileTest.EVERYTHING);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            JsonNode changed = original.deepCopy();
            for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
                change(changed, random);
            }
            List<String> errors = errors(changed);
            List<String> problems = problems(changed);
            if (errors.isEmpty()) {
                assertThat(problems).as(changed.toString()).allMatch(PolicySchemaTest::readerOnly);
                accepted++;
            } else {
                assertThat(problems).as(errors + " " + changed).isNotEmpty();
                refused++;
            }
        }
        assertThat(accepted).isGreaterThan(100);
        assertThat(refused).isGreaterThan(100);
    }

    private static boolean readerOnly(String problem) {
        return READER_ONLY.stream().anyMatch(pattern -> pattern.matcher(problem).matches());
    }

    /** Drops or renames a key, or drops an item, or gives it a value of another type. */
    private static void change(JsonNode file, Random random) {
        List<Runnable> changes = new ArrayList<>();
        changes(file, random, changes);
        changes.get(random.nextInt(changes.size())).run();
    }

    private static void changes(JsonNode node, Random random, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            List<String> keys = new ArrayList<>();
            object.fieldNames().forEachRemaining(keys::add);
            for (String key : keys) {
                changes.add(() -> object.remove(key));
                changes.add(() -> object.set(key + "s", object.remove(key)));
                changes.add(() -> object.set(
                        List.copyOf(new TreeSet<>(keys)).get(random.nextInt(keys.size())), object.remove(key)));
                changes.add(() -> retype(object.get(key), random, value -> object.set(key, value)));
                changes(object.get(key), random, changes);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                changes.add(() -> array.remove(index));
                changes.add(() -> retype(array.get(index), random, value -> array.set(index, value)));
                changes(array.get(index), random, changes);
            }
        }
    }

    private static void retype(JsonNode old, Random random, Consumer<JsonNode> set) {
        JsonNode[] values = {
            tree("7"),
            tree("0"),
            tree("-1"),
            tree("1.5"),
            tree("text"),
            tree("''"),
            tree("true"),
            tree("false"),
            tree("null"),
            tree("[]"),
            tree("{}"),
            tree("[7, text]"),
            tree("{ key: text }"),
            tree("14d"),
            new ObjectMapper().createArrayNode().add(old)
        };
        set.accept(values[random.nextInt(values.length)]);
    }
}
