package io.oeeanalytics.registry.mlflow;

import io.oeeanalytics.base.api.Cursor;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One page of what a search found. */
record Found<T>(List<T> page, String next) {
    private static final int LARGEST_PAGE = 1_000;
    private static final int LARGEST_ASKED = 200_000;

    /**
     * @param all in their usual order
     * @param orders by name, ascending
     * @param usualSize of a page
     */
    static <T> Found<T> of(
            List<T> all,
            Map<String, Comparator<T>> orders,
            MlflowRequest request,
            String kind,
            int usualSize) {
        int size = Math.min(LARGEST_PAGE, request.number("max_results", usualSize, LARGEST_ASKED));
        if (size == 0) {
            throw MlflowError.invalid("max_results is 1 at least.");
        }
        var question = "%s %s %s".formatted(kind, request.text("filter"), request.list("order_by"));
        var token = request.text("page_token");
        int from =
                token.isEmpty()
                        ? 0
                        : Integer.parseInt(Cursor.position(question, token, 1).getFirst());
        var sorted = all.stream().sorted(order(request.list("order_by"), orders)).toList();
        int to = Math.min(from + size, sorted.size());
        return new Found<>(
                from >= sorted.size() ? List.of() : sorted.subList(from, to),
                to < sorted.size() ? Cursor.after(question, to) : "");
    }

    private static <T> Comparator<T> order(List<String> asked, Map<String, Comparator<T>> orders) {
        Comparator<T> order = (_, _) -> 0;
        for (var clause : asked) {
            var words = clause.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
            var known = orders.get(words[0]);
            boolean down = words.length == 2 && words[1].equals("desc");
            if (known == null
                    || words.length > 2
                    || (words.length == 2 && !down && !words[1].equals("asc"))) {
                throw MlflowError.invalid(
                        "Invalid order_by '%s'; it is one of %s with ASC or DESC."
                                .formatted(clause, orders.keySet().stream().sorted().toList()));
            }
            order = order.thenComparing(down ? known.reversed() : known);
        }
        return order;
    }
}
