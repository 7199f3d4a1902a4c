package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Repository;
import java.io.IOException;

/** Writes the short forms of accounts and repositories inside packages. */
interface JsonFragments {

    void write(JsonGenerator json, Account account, PublicUrl base) throws IOException;

    void write(JsonGenerator json, Repository repository, PublicUrl base) throws IOException;
}
