package dev.packhouse.domain.cleanup.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes equal lists of reasons one list: most versions of a package have the same few. Used by one thread. */
final class ReasonLists {

    private final Map<List<Reason>, List<Reason>> known = new HashMap<>();

    /** These reasons, as an immutable list. */
    List<Reason> of(List<Reason> reasons) {
        List<Reason> same = known.get(reasons);
        if (same == null) {
            same = List.copyOf(reasons);
            known.put(same, same);
        }
        return same;
    }

    /** These reasons and one more. */
    List<Reason> plus(List<Reason> reasons, Reason reason) {
        if (reasons.isEmpty()) {
            return of(List.of(reason));
        }
        List<Reason> all = new ArrayList<>(reasons);
        all.add(reason);
        return of(all);
    }
}
