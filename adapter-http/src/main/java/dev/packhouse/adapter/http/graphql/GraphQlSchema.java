package dev.packhouse.adapter.http.graphql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types and fields that this server knows, by the names of GitHub's schema. No field has arguments. */
final class GraphQlSchema {

    /** The field that every type has. */
    static final String TYPE_NAME = "__typename";

    private static final Map<String, Map<String, String>> TYPES = Map.of(
            "Query", Map.of("viewer", "User", "rateLimit", "RateLimit"),
            "Mutation", Map.of(),
            "User", Map.of("login", "String", "id", "ID", "databaseId", "Int", "name", "String", "url", "URI"),
            "RateLimit",
                    Map.of(
                            "limit", "Int",
                            "cost", "Int",
                            "remaining", "Int",
                            "used", "Int",
                            "nodeCount", "Int",
                            "resetAt", "DateTime"));

    private GraphQlSchema() {}

    /** The errors of an operation, in the order of the query; empty if it can be executed. */
    static List<GraphQlError> validate(GraphQlOperation operation) {
        if (operation.kind().equals("subscription")) {
            return List.of(GraphQlError.at(operation.at(), "Schema is not configured for subscriptions"));
        }
        List<GraphQlError> errors = new ArrayList<>();
        validate(operation.selections(), root(operation), List.of(operation.label()), errors);
        return errors;
    }

    private static String root(GraphQlOperation operation) {
        return operation.kind().equals("mutation") ? "Mutation" : "Query";
    }

    private static void validate(List<GraphQlField> fields, String type, List<String> path, List<GraphQlError> errors) {
        for (GraphQlField field : fields) {
            String of =
                    field.name().equals(TYPE_NAME) ? "String" : TYPES.get(type).get(field.name());
            List<String> here = new ArrayList<>(path);
            here.add(field.key());
            if (of == null) {
                errors.add(error(
                        field,
                        here,
                        extensions("undefinedField", "typeName", type, "fieldName", field.name()),
                        "Field '%s' doesn't exist on type '%s'".formatted(field.name(), type)));
                continue;
            }
            for (String argument : field.arguments()) {
                errors.add(error(
                        field,
                        here,
                        extensions("argumentNotAccepted", "name", field.name(), "argumentName", argument),
                        "Field '%s' doesn't accept argument '%s'".formatted(field.name(), argument)));
            }
            boolean object = TYPES.containsKey(of);
            if (object == field.selections().isEmpty()) {
                errors.add(error(
                        field,
                        here,
                        extensions("selectionMismatch", "nodeName", "field '" + field.name() + "'", "typeName", of),
                        object ? withoutSelections(field, of) : withSelections(field, of)));
            } else if (object) {
                validate(field.selections(), of, here, errors);
            }
        }
    }

    private static String withoutSelections(GraphQlField field, String of) {
        return "Field must have selections (field '%1$s' returns %2$s but has no selections. Did you mean '%1$s { ... }'?)"
                .formatted(field.name(), of);
    }

    private static String withSelections(GraphQlField field, String of) {
        List<String> selected = field.selections().stream()
                .map(each -> "\"" + each.name() + "\"")
                .toList();
        return "Selections can't be made on scalars (field '%s' returns %s but has selections %s)"
                .formatted(field.name(), of, selected);
    }

    private static Map<String, String> extensions(String code, String... more) {
        Map<String, String> extensions = new LinkedHashMap<>();
        extensions.put("code", code);
        for (int i = 0; i < more.length; i += 2) {
            extensions.put(more[i], more[i + 1]);
        }
        return extensions;
    }

    private static GraphQlError error(
            GraphQlField field, List<String> path, Map<String, String> extensions, String message) {
        return new GraphQlError(Optional.empty(), path, extensions, Optional.of(field.at()), message);
    }

    /** What a valid operation selects of these values. Objects are maps; a value that is missing is null. */
    static Map<String, Object> select(GraphQlOperation operation, Map<String, ?> values) {
        return select(operation.selections(), root(operation), values);
    }

    private static Map<String, Object> select(List<GraphQlField> fields, String type, Map<String, ?> values) {
        Map<String, Object> selected = new LinkedHashMap<>();
        for (GraphQlField field : fields) {
            if (field.name().equals(TYPE_NAME)) {
                selected.put(field.key(), type);
            } else if (field.selections().isEmpty() || values.get(field.name()) == null) {
                selected.put(field.key(), values.get(field.name()));
            } else {
                merge(selected, field, type, values);
            }
        }
        return selected;
    }

    /** Adds an object; one that is selected twice has the fields of both selections. */
    @SuppressWarnings("unchecked") // validation has checked which values are objects
    private static void merge(Map<String, Object> selected, GraphQlField field, String type, Map<String, ?> values) {
        Map<String, Object> object = select(
                field.selections(), TYPES.get(type).get(field.name()), (Map<String, ?>) values.get(field.name()));
        Map<String, Object> merged =
                (Map<String, Object>) selected.computeIfAbsent(field.key(), key -> new LinkedHashMap<String, Object>());
        merged.putAll(object);
    }
}
