package io.oeeanalytics.oee;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Product;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Why OEE is not what it was, or not what it should be. The difference is split three times, each
 * time exactly: into factors, their losses and the reasons of those; into lines; into products. All
 * contributions are fractions of 1, so that 0.01 is a point, and not rounded.
 *
 * @param definition by which both sides are read
 * @param before the earlier period, or the same one with the target as its OEE
 * @param obstacle why nothing can be said; the parts are empty then
 * @param factors add up to the change, as do the lines and the products where there are any
 * @param lines empty where a single line is asked about
 * @param products empty where all is of one product, and against a target, which none has
 * @param pending whether facts have come in that this does not hold yet
 */
public record OeeChange(
        Reference against,
        DefinitionInForce definition,
        Side before,
        Side after,
        Optional<Obstacle> obstacle,
        List<FactorPart> factors,
        List<MemberPart> lines,
        List<MemberPart> products,
        boolean pending) {

    /** What a period is held against. */
    public enum Reference {
        PERIOD,
        TARGET
    }

    /**
     * One of the two that are compared.
     *
     * @param reported what the sites report at the end of the period, whatever both are read by
     * @param leftOut lines that have no part in it, as they cannot be weighed
     * @param imported whether some of it comes from daily reports made elsewhere
     * @param complete false while some shift of it still runs
     */
    public record Side(
            Period period,
            OptionalDouble oee,
            Ledger ledger,
            DefinitionInForce reported,
            List<Line> leftOut,
            boolean imported,
            boolean complete) {
        public Side {
            leftOut = List.copyOf(leftOut);
        }

        /** The same time with another OEE. */
        Side withOee(double aimedAt) {
            return new Side(
                    period,
                    OptionalDouble.of(aimedAt),
                    ledger,
                    reported,
                    leftOut,
                    imported,
                    complete);
        }
    }

    /**
     * What keeps a difference from being split.
     *
     * @param before whether it lies in the earlier period
     * @param lines those at fault, where it is not all of them
     */
    public record Obstacle(Kind kind, boolean before, List<Line> lines) {
        public enum Kind {
            /** Nothing at all is known of the period. */
            NO_FIGURES,
            /** No time was planned that OEE could be measured by. */
            NOT_PLANNED,
            /** Pieces were counted, but no log tells what the machine did. */
            NO_STATUS_DATA,
            /** Time was planned, and nothing was heard. */
            SILENT,
            /** Too little is known for single numbers. */
            HARDLY_COVERED,
            /** Some pieces have no ideal cycle to weigh them by. */
            NO_IDEAL_CYCLE,
            /** Pieces were counted although the log says that the machine never ran. */
            NEVER_RAN,
            /** Some lines have no target. */
            NO_TARGET,
            /** The targets are meant for another definition of OEE. */
            OTHER_DEFINITION,
            /** A target is beside nothing that was lost, so that no loss can explain it. */
            NOTHING_LOST
        }

        public Obstacle {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A factor of OEE.
     *
     * @param before empty where it was not defined, as nothing ran; it is then taken as it is on
     *     the other side. Empty against a target, which is one of OEE alone
     * @param losses add up to the contribution
     */
    public record FactorPart(
            DefinedOee.Name name,
            OptionalDouble before,
            OptionalDouble after,
            double contribution,
            List<LossPart> losses) {
        public FactorPart {
            losses = List.copyOf(losses);
        }
    }

    /**
     * A loss of a factor.
     *
     * @param before share of the known time OEE is measured by; against a target, what it leaves
     *     for this loss
     * @param after the same of the later period
     * @param reasons add up to the contribution; empty where no status is known
     */
    public record LossPart(
            Loss.Kind kind,
            double before,
            double after,
            double contribution,
            List<ReasonPart> reasons) {
        public LossPart {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * A status that took time, largest contribution first.
     *
     * @param name of the status; its number where it has none; empty for other sources
     * @param path of its reason, the widest level first
     * @param before share of the known time OEE is measured by, as for the loss
     */
    public record ReasonPart(
            Source source,
            OptionalInt status,
            String name,
            List<String> path,
            double before,
            double after,
            double contribution) {
        public enum Source {
            STATUS,
            /** Stops of the statuses beside it that count as micro-stops; they take them off. */
            SHORT_STOPS,
            /** Time of the loss that no log gives a status, as in daily reports. */
            NO_STATUS
        }

        public ReasonPart {
            path = List.copyOf(path);
        }
    }

    /**
     * A line, or a product, among others.
     *
     * @param line where lines are told apart
     * @param product where products are; empty there for time of no known product
     * @param shareBefore of the known time OEE is measured by; 0 where it did not run
     * @param before its OEE, or its target; empty where it did not run or too little is known of it
     * @param itself what its own OEE did to the common one
     * @param mix what its share of the time did: more of a weak one lowers the common OEE
     */
    public record MemberPart(
            Optional<Line> line,
            Optional<Product> product,
            double shareBefore,
            double shareAfter,
            OptionalDouble before,
            OptionalDouble after,
            double itself,
            double mix) {
        public double contribution() {
            return itself + mix;
        }
    }

    public OeeChange {
        factors = List.copyOf(factors);
        lines = List.copyOf(lines);
        products = List.copyOf(products);
    }

    /** OEE after minus OEE before, a fraction of 1; empty where nothing can be said. */
    public OptionalDouble change() {
        return obstacle.isPresent()
                ? OptionalDouble.empty()
                : DefinedOee.difference(before.oee(), after.oee());
    }

    /** The known time the OEE after is measured by, in milliseconds. */
    public long measuredMs() {
        return DefinedOee.of(after.ledger(), definition.definition()).baseMs()
                - after.ledger().unknownMs();
    }
}
