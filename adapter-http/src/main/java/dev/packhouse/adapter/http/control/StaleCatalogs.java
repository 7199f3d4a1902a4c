package dev.packhouse.adapter.http.control;

import dev.packhouse.application.api.PackageCatalog;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Catalogs of the packages as they were some time ago, by the clock of the server. Safe for many threads. */
public interface StaleCatalogs {

    /** Begins to keep the catalogs with these lags, and ends to keep others. A new one shows the present at first. */
    void keep(Set<Duration> lags);

    /** Makes all catalogs show the present, as after a replacement of the state. */
    void refresh();

    /** The catalog with this lag; empty if it is not kept any more. */
    Optional<PackageCatalog> behind(Duration lag);
}
