package dev.packhouse.adapter.http.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.packhouse.adapter.http.fault.Fault;
import dev.packhouse.adapter.http.fault.FaultRule;
import dev.packhouse.adapter.http.fault.Faults;
import dev.packhouse.adapter.http.fault.Occurrence;
import dev.packhouse.adapter.http.fault.PathPattern;
import dev.packhouse.adapter.http.protocol.InvalidRequestException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Rules of faults as JSON. */
final class FaultRuleJson {

    private static final String METHOD = "method";
    private static final String PATH = "path";
    private static final String NTH = "nth";
    private static final String PERCENTAGE = "percentage";
    private static final String DELAY = "delay";
    private static final String STATUS = "status";
    private static final String LIMIT = "limit";
    private static final String RETRY_AFTER = "retry_after";
    private static final String DROP = "drop";
    private static final String STALE = "stale";
    private static final String TRUNCATE = "truncate";
    private static final List<String> FIELDS =
            List.of(METHOD, PATH, NTH, PERCENTAGE, DELAY, STATUS, LIMIT, RETRY_AFTER, DROP, STALE, TRUNCATE);

    /** At most one of them is in a rule. */
    private static final List<String> FAULTS = List.of(STATUS, DROP, STALE, TRUNCATE);

    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private final JsonObject rule;

    private FaultRuleJson(JsonObject rule) {
        this.rule = rule;
    }

    /** Parses a list of rules, or one rule. */
    static List<FaultRule> parse(JsonNode body) throws InvalidRequestException {
        List<FaultRule> rules = new ArrayList<>();
        if (!body.isArray()) {
            rules.add(parse("", body));
        }
        for (int i = 0; body.isArray() && i < body.size(); i++) {
            rules.add(parse("[%d]".formatted(i), body.get(i)));
        }
        return rules;
    }

    private static FaultRule parse(String path, JsonNode node) throws InvalidRequestException {
        return new FaultRuleJson(new JsonObject(path, node, FIELDS)).parse();
    }

    private FaultRule parse() throws InvalidRequestException {
        List<String> faults = FAULTS.stream().filter(rule::has).toList();
        if (faults.size() > 1) {
            throw rule.invalid(faults.get(1), "a rule has one fault only, and has '%s'".formatted(faults.get(0)));
        }
        Duration delay = rule.duration(DELAY).orElse(Duration.ZERO);
        if (faults.isEmpty() && delay.isZero()) {
            throw rule.invalid(
                    STATUS, "missing; a rule has one of %s, or a %s".formatted(String.join(", ", FAULTS), DELAY));
        }
        Optional<String> method = rule.text(METHOD);
        PathPattern path = path();
        Occurrence occurrence = occurrence();
        Fault fault = faults.isEmpty() ? Fault.NONE : fault(faults.get(0));
        return valid(DELAY, () -> new FaultRule(method, path, occurrence, delay, fault));
    }

    private interface Value<T> {
        T make();
    }

    private <T> T valid(String field, Value<T> value) throws InvalidRequestException {
        try {
            return value.make();
        } catch (IllegalArgumentException e) {
            throw rule.invalid(field, e.getMessage());
        }
    }

    private PathPattern path() throws InvalidRequestException {
        Optional<String> text = rule.text(PATH);
        return text.isPresent() ? valid(PATH, () -> new PathPattern(text.get())) : PathPattern.ALL;
    }

    private Occurrence occurrence() throws InvalidRequestException {
        List<Long> numbers = rule.integers(NTH);
        Optional<Double> percentage = rule.number(PERCENTAGE);
        if (percentage.isPresent()) {
            if (!numbers.isEmpty()) {
                throw rule.invalid(PERCENTAGE, "a rule has '%s' or '%s', not both".formatted(NTH, PERCENTAGE));
            }
            return valid(PERCENTAGE, () -> new Occurrence.Share(percentage.get()));
        }
        return numbers.isEmpty() ? Occurrence.ALWAYS : valid(NTH, () -> new Occurrence.Nth(new HashSet<>(numbers)));
    }

    private Fault fault(String kind) throws InvalidRequestException {
        if (!kind.equals(STATUS)) {
            refuseWithoutLimit(RETRY_AFTER);
            refuseWithoutLimit(LIMIT);
        }
        return switch (kind) {
            case STATUS -> status();
            case DROP -> drop();
            case STALE -> {
                Duration lag = rule.duration(STALE).orElseThrow();
                yield valid(STALE, () -> new Fault.Stale(lag));
            }
            default -> {
                int bytes = rule.integer(TRUNCATE).orElseThrow();
                yield valid(TRUNCATE, () -> new Fault.Truncate(bytes));
            }
        };
    }

    private void refuseWithoutLimit(String field) throws InvalidRequestException {
        if (rule.has(field)) {
            throw rule.invalid(field, "only a rule with the status 403 or 429 has it");
        }
    }

    private Fault status() throws InvalidRequestException {
        int status = rule.integer(STATUS).orElseThrow();
        Optional<String> limit = rule.text(LIMIT);
        if (limit.isEmpty()) {
            refuseWithoutLimit(RETRY_AFTER);
            return valid(STATUS, () -> new Fault.Failure(status));
        }
        Optional<Duration> retryAfter = rule.duration(RETRY_AFTER);
        Fault.Limit kind = switch (limit.get()) {
            case "primary" -> Fault.Limit.PRIMARY;
            case "secondary" -> Fault.Limit.SECONDARY;
            default -> throw rule.invalid(LIMIT, "expected primary or secondary");
        };
        return valid(STATUS, () -> new Fault.Limited(status, kind, retryAfter));
    }

    private Fault drop() throws InvalidRequestException {
        return switch (rule.text(DROP).orElseThrow()) {
            case BEFORE -> new Fault.Drop(false);
            case AFTER -> new Fault.Drop(true);
            default -> throw rule.invalid(DROP, "expected before or after");
        };
    }

    static void write(Faults.Counted counted, JsonGenerator json) throws IOException {
        FaultRule rule = counted.rule();
        json.writeStartObject();
        if (rule.method().isPresent()) {
            json.writeStringField(METHOD, rule.method().get());
        }
        json.writeStringField(PATH, rule.path().toString());
        write(rule.occurrence(), json);
        if (!rule.delay().isZero()) {
            json.writeStringField(DELAY, rule.delay().toString());
        }
        write(rule.fault(), json);
        json.writeNumberField("requests", counted.requests());
        json.writeNumberField("occurred", counted.occurred());
        json.writeEndObject();
    }

    private static void write(Occurrence occurrence, JsonGenerator json) throws IOException {
        if (occurrence instanceof Occurrence.Nth nth) {
            json.writeArrayFieldStart(NTH);
            Set<Long> sorted = new TreeSet<>(nth.numbers());
            for (long number : sorted) {
                json.writeNumber(number);
            }
            json.writeEndArray();
        } else if (occurrence instanceof Occurrence.Share share) {
            json.writeNumberField(PERCENTAGE, share.percentage());
        }
    }

    private static void write(Fault fault, JsonGenerator json) throws IOException {
        if (fault instanceof Fault.Failure failure) {
            json.writeNumberField(STATUS, failure.status());
        } else if (fault instanceof Fault.Limited limited) {
            json.writeNumberField(STATUS, limited.status());
            json.writeStringField(LIMIT, limited.limit().name().toLowerCase(Locale.ROOT));
            if (limited.retryAfter().isPresent()) {
                json.writeStringField(RETRY_AFTER, limited.retryAfter().get().toString());
            }
        } else if (fault instanceof Fault.Drop drop) {
            json.writeStringField(DROP, drop.performed() ? AFTER : BEFORE);
        } else if (fault instanceof Fault.Stale stale) {
            json.writeStringField(STALE, stale.lag().toString());
        } else if (fault instanceof Fault.Truncate truncate) {
            json.writeNumberField(TRUNCATE, truncate.bytes());
        }
    }
}
