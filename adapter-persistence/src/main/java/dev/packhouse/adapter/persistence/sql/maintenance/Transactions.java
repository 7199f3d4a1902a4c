package dev.packhouse.adapter.persistence.sql.maintenance;

import dev.packhouse.adapter.persistence.sql.SqlConnection;
import java.util.function.Function;

/** Runs tasks in transactions of their own. A database implements it. */
public interface Transactions {

    /** Runs a read task in one transaction, and so on one snapshot. */
    <T> T read(Function<? super SqlConnection, ? extends T> work);

    /** Runs a write task; its changes are on disk when this returns. */
    <T> T write(Function<? super SqlConnection, ? extends T> work);
}
