package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Repository;
import java.io.IOException;

/** Writes each short form anew. */
final class ShortForms implements JsonFragments {

    @Override
    public void write(JsonGenerator json, Account account, PublicUrl base) throws IOException {
        json.writeStartObject();
        SimpleUser.writeFields(json, account, base, "public");
        json.writeEndObject();
    }

    @Override
    public void write(JsonGenerator json, Repository repository, PublicUrl base) throws IOException {
        MinimalRepository.write(json, repository, base);
    }
}
