package dev.packhouse.domain.text;

/** A text whose characters can be read a limited number of times. */
final class CountedText implements CharSequence {

    private final String text;
    private int reads;

    /** The text was read too often. */
    static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("read too often", null, false, false);
        }
    }

    CountedText(String text, int reads) {
        this.text = text;
        this.reads = reads;
    }

    @Override
    public char charAt(int index) {
        if (reads == 0) {
            throw new Exhausted();
        }
        reads--;
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }
}
