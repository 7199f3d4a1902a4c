package dev.packhouse.architecture.bad.application.api;

import dev.packhouse.architecture.bad.application.spi.Repository;

interface NamesTheSpi {

    Repository repository();
}
