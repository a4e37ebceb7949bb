package org.metabalance.app.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** A plain file in another's place, with its permissions, and its owner where that is allowed. */
final class Replacement {
    private Replacement() {}

    /** Replaces {@code target}, a plain file or none yet, by one that holds what {@code bytes} writes. */
    static void of(Path target, Output.Bytes bytes) throws IOException {
        PosixFileAttributes old = attributes(target);
        FileAttribute<?>[] asOld = old == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(old.permissions())
                };
        try (Temporary temporary = Temporary.in(target.getParent(), asOld)) {
            OutputStream out = new BufferedOutputStream(
                    Channels.newOutputStream(temporary.channel()), 1 << 16);
            bytes.to(out);
            out.flush();
            if (old != null) {
                keep(old, temporary.path());
            }
            temporary.become(target);
        }
    }

    /** Returns what is to be kept of a file; null if it is not there, or has no such attributes. */
    private static PosixFileAttributes attributes(Path target) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(
                target, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return view == null || !Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                ? null
                : view.readAttributes();
    }

    private static void keep(PosixFileAttributes old, Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(
                path, PosixFileAttributeView.class);
        PosixFileAttributes now = view.readAttributes();
        try {
            if (!now.group().equals(old.group())) {
                view.setGroup(old.group());
            }
            if (!now.owner().equals(old.owner())) {
                view.setOwner(old.owner());
            }
        } catch (IOException _) {
            // only the owner and root may give files away
        }
        view.setPermissions(old.permissions());
    }
}
