package org.metabalance.meta.data.image;

import java.util.List;

/** Images in memory, some in each block: more than one array can hold. */
record HeapPixels(List<byte[]> blocks, int perBlock, int bytes, int size) implements PixelStore {
    @Override
    public void read(int index, byte[] to) {
        byte[] block = blocks.get(index / perBlock);
        System.arraycopy(block, index % perBlock * bytes, to, 0, bytes);
    }

    @Override
    public boolean onDisk() {
        return false;
    }
}
