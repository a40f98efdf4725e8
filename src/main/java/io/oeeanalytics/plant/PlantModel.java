package io.oeeanalytics.plant;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The plant as it is, for every room and everyone signed in to read. */
@Service
@Transactional(readOnly = true)
public class PlantModel {
    private final JooqPlant plant;

    PlantModel(JooqPlant plant) {
        this.plant = plant;
    }

    public List<Site> sites() {
        return plant.sites();
    }

    public Site site(int id) {
        return sites().stream()
                .filter(site -> site.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no site " + id));
    }

    /** By site, position and code. */
    public List<Line> lines() {
        return plant.lines();
    }

    public Optional<Line> line(String code) {
        return lines().stream().filter(line -> line.code().equals(code)).findFirst();
    }

    public Line line(LineId id) {
        return lines().stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no line " + id.value()));
    }

    public List<Product> products(int siteId) {
        return plant.products(siteId);
    }

    public IdealCycles cycles(LineId line) {
        return new IdealCycles(plant.cycles(line));
    }

    /** By status code. */
    public Map<Integer, Status> statuses(int siteId) {
        return plant.statuses(siteId);
    }

    /** The OEE aimed at on that date, a fraction of 1; lines without a target are absent. */
    public Map<LineId, Double> targets(LocalDate date) {
        return plant.targets(date);
    }

    public ShiftCalendar calendar(Line line) {
        return plant.calendar(line);
    }
}
