package dev.packhouse.adapter.http.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes the default of an option from the environment: {@code --public-url} from {@code PACKHOUSE_PUBLIC_URL}. */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        return value(environment, option.longestName()).orElse(null);
    }

    /** Returns the value of an option in the environment; empty if it is absent or blank. */
    static Optional<String> value(Map<String, String> environment, String option) {
        return Optional.ofNullable(environment.get(variable(option)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    static String variable(String option) {
        return "PACKHOUSE_" + option.substring("--".length()).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
