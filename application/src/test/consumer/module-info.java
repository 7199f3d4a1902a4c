module consumer {
    requires dev.packhouse.application;
}
