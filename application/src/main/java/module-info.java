/** The use cases of GitHub Packages, and what a backend implements. */
module dev.packhouse.application {
    requires transitive dev.packhouse.domain;
    requires org.slf4j;

    exports dev.packhouse.application.api;
    exports dev.packhouse.application.model;
    exports dev.packhouse.application.service;
    exports dev.packhouse.application.spi;
    exports dev.packhouse.application.state;

    uses dev.packhouse.application.spi.BackendProvider;
}
