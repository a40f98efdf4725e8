package io.oeeanalytics.forecast;

import io.oeeanalytics.oee.Changeover;
import io.oeeanalytics.plant.Product;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What orders of products after each other take in set-up, by what their changeovers took. */
public final class OrderSequence {
    /** So many orders of them are all tried. */
    public static final int MOST_PRODUCTS = 7;

    private final List<Changeover> changeovers;
    private final Map<Product, Map<Product, Long>> known = new HashMap<>();

    public OrderSequence(List<Changeover> changeovers) {
        this.changeovers = List.copyOf(changeovers);
        for (var one : changeovers) {
            known.computeIfAbsent(one.from(), from -> new HashMap<>()).put(one.to(), one.meanMs());
        }
    }

    /** That were changed from or to, by name. */
    public List<Product> products() {
        return changeovers.stream()
                .flatMap(one -> List.of(one.from(), one.to()).stream())
                .distinct()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    /**
     * Milliseconds of set-up. A change never seen takes what changes to that product take, or else
     * any.
     *
     * @param order the first is on the line already
     */
    public double setUpMs(List<Product> order) {
        double sum = 0;
        for (int at = 1; at < order.size(); at++) {
            sum += setUpMs(order.get(at - 1), order.get(at));
        }
        return sum;
    }

    private double setUpMs(Product from, Product to) {
        if (from.equals(to)) {
            return 0;
        }
        var seen = known.getOrDefault(from, Map.of()).get(to);
        if (seen != null) {
            return seen;
        }
        var toIt = changeovers.stream().filter(one -> one.to().equals(to)).toList();
        return mean(toIt.isEmpty() ? changeovers : toIt);
    }

    private static double mean(List<Changeover> some) {
        long times = 0;
        double sum = 0;
        for (var one : some) {
            times += one.times();
            sum += (double) one.times() * one.meanMs();
        }
        return times == 0 ? 0 : sum / times;
    }

    /**
     * The order with the least set-up, the first product kept where it is.
     *
     * @param order up to 7
     */
    public List<Product> best(List<Product> order) {
        if (order.size() > MOST_PRODUCTS) {
            throw new IllegalArgumentException(
                    "%d products have too many orders; up to %d are tried"
                            .formatted(order.size(), MOST_PRODUCTS));
        }
        return order.size() < 3
                ? List.copyOf(order)
                : best(List.of(order.getFirst()), order.subList(1, order.size()));
    }

    private List<Product> best(List<Product> begun, List<Product> left) {
        if (left.isEmpty()) {
            return begun;
        }
        List<Product> best = List.of();
        for (int at = 0; at < left.size(); at++) {
            var longer = new ArrayList<>(begun);
            longer.add(left.get(at));
            var rest = new ArrayList<>(left);
            rest.remove(at);
            var order = best(longer, rest);
            // The one asked for stays where others are no shorter.
            if (best.isEmpty() || setUpMs(order) < setUpMs(best)) {
                best = order;
            }
        }
        return best;
    }
}
