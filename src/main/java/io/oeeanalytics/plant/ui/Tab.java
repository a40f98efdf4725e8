package io.oeeanalytics.plant.ui;

import java.util.Locale;

/** The sections of the plant's page, each with an address. */
enum Tab {
    LINES,
    CYCLES,
    SHIFTS,
    DAYS,
    STATUSES,
    TARGETS,
    SETTINGS,
    DOCUMENT,
    HISTORY;

    String address() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Lines, where the address names none of them. */
    static Tab of(String address) {
        for (var tab : values()) {
            if (tab.address().equals(address)) {
                return tab;
            }
        }
        return LINES;
    }
}
