package io.oeeanalytics.oee;

import io.oeeanalytics.oee.NaiveAccount.Key;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.Classification;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.production.ManualCount;
import io.oeeanalytics.production.OperatorEntries;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Some days of a plant in the database, told in no order, with second thoughts about its rules. */
final class RandomLife {
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu");
    private static final int LINES_OF_A_SITE = 3;
    private static final int TURNS = 12;

    private final FiguresRooms rooms;
    private final Random random;
    private final LocalDate opened;
    private final List<ToldSite> sites = new ArrayList<>();
    private final List<ToldLine> lines = new ArrayList<>();

    RandomLife(FiguresRooms rooms, long seed) {
        this.rooms = rooms;
        this.random = new Random(seed * 7919);
        this.opened =
                random.nextBoolean()
                        ? LocalDate.of(2026, 10, 23).plusDays(random.nextInt(9))
                        : LocalDate.of(2026, 3, 5).plusDays(random.nextInt(30));
        rooms.forgetAll();
        rooms.now(opened.atStartOfDay().toInstant(ZoneOffset.UTC));
        for (var zone : ZONES) {
            open(ZoneId.of(zone));
        }
    }

    private void open(ZoneId zone) {
        var setup = rooms.get(PlantSetup.class);
        var site = new ToldSite(setup.openSite(zone.getId(), zone));
        sites.add(site);
        for (int i = 1; i <= 3; i++) {
            site.products.add(setup.product(site.site.id(), "P" + i, "Product " + i).id());
        }
        for (int i = 0; i < LINES_OF_A_SITE; i++) {
            var line = setup.openLine(site.site, zone + " line " + i, "Line");
            var story = new RandomPlant(random.nextLong()).story(line, opened, opened.plusDays(3));
            lines.add(new ToldLine(line, story, site.products, random.nextInt(3) == 0));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            edit(site, true);
        }
    }

    void live() {
        for (int turn = 0; turn < TURNS; turn++) {
            passMinutes(random.nextLong(1, 18 * 60));
            for (var line : lines) {
                if (random.nextInt(3) > 0) {
                    tell(line);
                }
                if (!line.told.isEmpty() && random.nextInt(4) == 0) {
                    speak(line);
                }
            }
            // An edit since ever computes all anew and hides what was forgotten: none near the end.
            if (random.nextInt(3) == 0) {
                edit(any(sites), turn < TURNS / 2);
            }
            if (random.nextInt(3) > 0) {
                account();
            }
        }
        passMinutes(random.nextLong(2, 600));
        account();
    }

    /** What is kept against what the facts give at once, and that against the naive double. */
    List<String> differences() {
        var kept = rooms.kept();
        rooms.rebuild(lines.stream().map(line -> line.line.id()).toList());
        var rebuilt = rooms.kept();
        var differences = new ArrayList<String>();
        for (var line : lines) {
            var naive =
                    line.told.isEmpty()
                            ? Map.<Key, Map<String, Long>>of()
                            : NaiveAccount.of(line.history(site(line), rooms.now()));
            var incremental = Engine.elements(kept.getOrDefault(line.line.id(), List.of()));
            var atOnce = Engine.elements(rebuilt.getOrDefault(line.line.id(), List.of()));
            Engine.differences(incremental, atOnce)
                    .forEach(one -> differences.add(line.line.code() + " not rebuilt: " + one));
            Engine.differences(atOnce, naive)
                    .forEach(one -> differences.add(line.line.code() + ": " + one));
        }
        return differences;
    }

    private void passMinutes(long minutes) {
        rooms.pass(Duration.ofMinutes(minutes));
        rooms.now(rooms.now().truncatedTo(ChronoUnit.MINUTES));
    }

    /** One worker or two. */
    private void account() {
        rooms.get(RollUp.class).passTime();
        if (random.nextBoolean()) {
            try (var workers = Executors.newFixedThreadPool(2)) {
                var one = workers.submit(rooms::work);
                var other = workers.submit(rooms::work);
                one.get();
                other.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException("a worker failed", e);
            }
        } else {
            rooms.work();
        }
    }

    /** Some of what happened, in no order and in pieces, and some of what was told already. */
    private void tell(ToldLine line) {
        var batch = new ArrayList<>(line.untold(rooms.now()));
        Collections.shuffle(batch, random);
        // Few at a time keep some for late, when nothing else is computed anew.
        int most = random.nextInt(3) == 0 ? batch.size() : Math.min(3, batch.size());
        var some = new ArrayList<>(batch.subList(0, random.nextInt(most + 1)));
        for (int i = random.nextInt(3); i > 0 && !line.told.isEmpty(); i--) {
            some.add(any(line.told));
        }
        while (!some.isEmpty()) {
            var piece =
                    new ArrayList<FactEvent>(some.subList(0, random.nextInt(1, some.size() + 1)));
            rooms.get(EventStore.class).append("machine", piece);
            line.tell(piece);
            some.removeAll(piece);
        }
    }

    private void speak(ToldLine line) {
        rooms.pass(Duration.ofSeconds(2));
        if (line.countedByHand && random.nextBoolean()) {
            count(line);
        } else {
            explain(line);
        }
    }

    private void count(ToldLine line) {
        var people = rooms.get(OperatorEntries.class);
        int good = random.nextInt(20);
        int scrap = random.nextInt(good == 0 ? 1 : 0, 30);
        int id = people.count(line.line, good, scrap);
        if (random.nextInt(5) == 0) {
            people.revokeCount(line.line, id);
        } else {
            line.reports.add(new ManualCount(id, rooms.now(), good, scrap, rooms.now(), ""));
        }
    }

    /** Of a state the machine told, or of any stretch; a reason said before is replaced. */
    private void explain(ToldLine line) {
        var people = rooms.get(OperatorEntries.class);
        var start =
                (random.nextInt(3) > 0 ? any(line.told).at() : minutesAgo(2_000))
                        .truncatedTo(ChronoUnit.MINUTES);
        var end = random.nextInt(3) == 0 ? null : start.plusSeconds(60L * random.nextInt(1, 1_500));
        var reasons =
                site(line).catalogue.values().stream()
                        .filter(status -> status.category().isReason())
                        .map(Status::code)
                        .toList();
        if (reasons.isEmpty()) {
            return;
        }
        int status = any(reasons);
        int id = people.explain(line.line, start, end, status);
        if (random.nextInt(4) == 0) {
            people.revokeReason(line.line, id);
        } else {
            line.words.removeIf(word -> word.startedAt().equals(start));
            line.words.add(new Classification(id, start, end, status, rooms.now(), ""));
        }
    }

    private Instant minutesAgo(int most) {
        return rooms.now().minusSeconds(60L * random.nextInt(1, most));
    }

    private void edit(ToldSite site, boolean sinceEver) {
        var setup = rooms.get(PlantSetup.class);
        var date = opened.plusDays(random.nextInt(6) - 1);
        int id = site.site.id();
        switch (random.nextInt(sinceEver ? 6 : 4)) {
            case 0, 1 -> addCycle(site, sinceEver);
            case 2 -> setWeek(site, date);
            case 3 -> {
                if (site.holidays.remove(date)) {
                    setup.removeHoliday(id, date);
                } else {
                    site.holidays.add(date);
                    setup.addHoliday(id, date, "Holiday");
                }
            }
            case 4 -> {
                int code = any(List.copyOf(site.catalogue.keySet()));
                var category = any(List.of(TimeCategory.values()));
                site.catalogue.put(code, new Status(code, "Status", category, "Any"));
                setup.putStatus(id, new Status(code, "Status", category, "Any"));
            }
            default -> {
                site.microStop = Duration.ofMinutes(random.nextInt(20));
                site.startUp = Duration.ofMinutes(Math.max(0, random.nextInt(150) - 50));
                rooms.setSettings(id, site.microStop, site.startUp);
            }
        }
    }

    private void setWeek(ToldSite site, LocalDate validFrom) {
        var week = new RandomPlant(random.nextLong()).week(false);
        if (week.isEmpty()) {
            return;
        }
        var setup = rooms.get(PlantSetup.class);
        if (random.nextInt(3) == 0) {
            var line = any(linesOf(site));
            line.weeks.put(validFrom, week);
            setup.setWeek(site.site.id(), line.line.id(), validFrom, week);
        } else {
            site.weeks.put(validFrom, week);
            setup.setWeek(site.site.id(), null, validFrom, week);
        }
    }

    private void addCycle(ToldSite site, boolean sinceEver) {
        var line = any(linesOf(site));
        var product = line.countedByHand || random.nextBoolean() ? null : any(site.products);
        var from =
                sinceEver && random.nextBoolean()
                        ? Instant.EPOCH
                        : opened.atStartOfDay(site.site.zone())
                                .plusMinutes(random.nextInt(4 * 24 * 60))
                                .toInstant();
        long millis = random.nextLong(1, 120_000);
        rooms.get(PlantSetup.class).addCycle(line.line.id(), product, from, millis, "test");
        line.cycles.add(new IdealCycles.Row(product, from, millis));
    }

    private List<ToldLine> linesOf(ToldSite site) {
        return lines.stream().filter(line -> line.line.siteId() == site.site.id()).toList();
    }

    private ToldSite site(ToldLine line) {
        return sites.stream()
                .filter(site -> site.site.id() == line.line.siteId())
                .findFirst()
                .orElseThrow();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
