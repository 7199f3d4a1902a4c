package dev.packhouse.adapter.http.cli.packages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packhouse.application.state.Dates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A version as a target shows it.
 *
 * @param json the object of GitHub's API
 */
public record ShownVersion(JsonNode json) {

    /**
     * Checks the fields that identify it.
     *
     * @throws dev.packhouse.adapter.http.cli.console.CommandException if one is missing or invalid
     */
    public ShownVersion {
        ShownFields.requireId(json);
        ShownFields.require(json, "name");
    }

    /** Its number. */
    public long id() {
        return json.get("id").asLong();
    }

    /** Its name. */
    public String name() {
        return text("name");
    }

    /** The text or the number in a field; an empty text if it is absent. */
    public String text(String field) {
        return ShownFields.text(json, field);
    }

    /** The tags of an image; none for other types. */
    public List<String> tags() {
        List<String> tags = new ArrayList<>();
        json.path("metadata").path("container").path("tags").forEach(tag -> tags.add(tag.asText()));
        json.path("metadata").path("docker").path("tag").forEach(tag -> tags.add(tag.asText()));
        return tags;
    }

    /** When it was deleted; empty if the target does not show it. */
    public Optional<Instant> deletedAt() {
        return Dates.parse(text("deleted_at"));
    }
}
