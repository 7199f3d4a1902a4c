package dev.packhouse.adapter.http.cli.packages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packhouse.domain.naming.PackageType;

/**
 * A package as a target shows it.
 *
 * @param json the object of GitHub's API
 */
public record ShownPackage(JsonNode json) {

    /**
     * Checks the fields that identify it.
     *
     * @throws dev.packhouse.adapter.http.cli.console.CommandException if one is missing or invalid
     */
    public ShownPackage {
        ShownFields.requireId(json);
        ShownFields.require(json, "name");
        if (PackageType.parse(ShownFields.text(json, "package_type")).isEmpty()) {
            throw ShownFields.unreadable("package_type");
        }
    }

    /** Its number. */
    public long id() {
        return json.get("id").asLong();
    }

    /** Its name. */
    public String name() {
        return text("name");
    }

    /** Its type. */
    public PackageType type() {
        return PackageType.parse(text("package_type")).orElseThrow();
    }

    /** The text or the number in a field; an empty text if it is absent. */
    public String text(String field) {
        return ShownFields.text(json, field);
    }

    /** Whether it has a date of deletion. */
    public boolean isDeleted() {
        return !text("deleted_at").isEmpty();
    }
}
