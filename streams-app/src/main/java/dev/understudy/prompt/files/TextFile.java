package dev.understudy.prompt.files;

import dev.understudy.config.ConfigException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that a setting names. */
final class TextFile {
    private TextFile() {}

    /**
     * The text of a file.
     *
     * @param property the setting, for messages
     * @param most the longest that it may be, in bytes
     */
    static String read(Path file, String property, long most) {
        try {
            if (Files.size(file) > most) {
                throw new ConfigException(
                        property, "reads the file " + file + ", which is longer than " + most + " bytes; shorten it");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(property, "reads the file " + file + ", which does not exist; create it");
        } catch (CharacterCodingException e) {
            throw new ConfigException(property, "reads the file " + file + ", which is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new ConfigException(
                    property,
                    "reads the file " + file + ", which cannot be read ("
                            + e.getClass().getSimpleName() + "); expected a text file that this user can read");
        }
    }
}
