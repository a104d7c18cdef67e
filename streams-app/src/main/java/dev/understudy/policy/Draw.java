package dev.understudy.policy;

/** Lots that fall the same way on every instance and after every crash. */
final class Draw {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double TWO_TO_53 = 1L << 53;

    private Draw() {}

    /** A number between 0 and 1, both exclusive, evenly spread over request ids; one for each purpose. */
    static double of(String requestId, String purpose) {
        long hash = hash(hash(FNV_OFFSET, requestId) * FNV_PRIME, purpose);
        return ((mixed(hash) >>> 11) + 0.5) / TWO_TO_53;
    }

    private static long hash(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** The finalizer of SplitMix64: FNV alone leaves ids that differ in their last character close together. */
    private static long mixed(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
