package io.oeeanalytics.demo;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Site;
import io.oeeanalytics.production.ingest.CleaningRule;
import io.oeeanalytics.production.ingest.FileImporter;
import io.oeeanalytics.production.ingest.FileProbe;
import io.oeeanalytics.production.ingest.ImportReport.State;
import io.oeeanalytics.production.ingest.ImportRequest;
import io.oeeanalytics.production.ingest.ImportWatch;
import io.oeeanalytics.production.ingest.NewLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Builds the demo plant and loads its past from files, as a real plant would. */
@Component
@Profile("demo")
class DemoHistory {
    private static final String BY = "demo";

    private final PlantSetup setup;
    private final FileImporter importer;

    DemoHistory(PlantSetup setup, FileImporter importer) {
        this.setup = setup;
        this.importer = importer;
    }

    /** Site, lines, products, cycles, targets, shifts and closed days. */
    @Transactional
    Site build(DemoPlant plant, LocalDate from) {
        var site = setup.openSite(plant.siteName(), plant.zone());
        for (var demoLine : plant.lines()) {
            var line = setup.openLine(site, demoLine.code(), demoLine.name());
            setup.setTarget(line.id(), from, demoLine.targetOee());
            setup.setWeek(site.id(), line.id(), from, week(demoLine));
            products(site, line, demoLine);
        }
        for (int year = from.getYear(); year <= from.getYear() + 3; year++) {
            for (var closed : plant.closedDays(year)) {
                setup.addHoliday(site.id(), closed.date(), closed.reason());
            }
        }
        return site;
    }

    /** Both dates included. */
    void load(PlantSimulator simulator, LocalDate from, LocalDate to) {
        var plant = simulator.plant();
        var files = new SimulatedFiles(simulator);
        try {
            var states = Files.createTempFile("oee-demo-states", ".csv");
            var pieces = Files.createTempFile("oee-demo-pieces", ".csv");
            try {
                var logging = plant.lines().stream().filter(DemoLine::logsStates).toList();
                files.statusLog(
                        states, logging, from, to.plusDays(1), StampStyle.ISO_MILLIS_OFFSET);
                load(plant, states, "demo status log");
                files.pieceLog(pieces, plant.lines(), from, to.plusDays(1));
                load(plant, pieces, "demo piece log");
            } finally {
                Files.deleteIfExists(states);
                Files.deleteIfExists(pieces);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the demo plant's past cannot be written", e);
        }
    }

    private void load(DemoPlant plant, Path file, String name) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var report =
                    importer.load(
                            new ImportRequest(
                                    file,
                                    name,
                                    FileProbe.probe(in).format(),
                                    plant.zone(),
                                    EnumSet.allOf(CleaningRule.class),
                                    NewLines.REFUSE,
                                    false,
                                    Map.of(),
                                    BY),
                            ImportWatch.NONE);
            if (report.state() != State.LOADED && report.state() != State.KNOWN) {
                throw new IllegalStateException(
                        "%s was not loaded: %s".formatted(name, report.message()));
            }
        }
    }

    private void products(Site site, Line line, DemoLine demoLine) {
        for (var product : demoLine.products()) {
            var id = setup.product(site.id(), product.code(), product.name()).id();
            for (var cycle : product.idealCycles()) {
                addCycle(line.id(), site, id, cycle);
            }
        }
    }

    private void addCycle(
            LineId line,
            Site site,
            io.oeeanalytics.plant.ProductId product,
            DemoProduct.IdealCycle cycle) {
        setup.addCycle(
                line,
                product,
                cycle.validFrom().atStartOfDay(site.zone()).toInstant(),
                cycle.millis(),
                BY);
    }

    private static List<ShiftTime> week(DemoLine line) {
        var week = new ArrayList<ShiftTime>();
        for (var day : DayOfWeek.values()) {
            for (var pattern : line.patterns(day)) {
                week.add(
                        new ShiftTime(
                                day,
                                pattern.number(),
                                pattern.start(),
                                pattern.end(),
                                pattern.breaks().stream()
                                        .map(pause -> new ShiftTime.Pause(pause.from(), pause.to()))
                                        .toList()));
            }
        }
        return week;
    }
}
