package dev.understudy.runtime.kafka;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Gives all stores of this process one bound on their memory off the heap, however many partitions it has. Blocks,
 * indexes, filters and write buffers are charged to one cache. Made by Kafka Streams, once per store.
 */
public final class SharedRocksMemory implements RocksDBConfigSetter {
    /** Bytes that all stores of this process may hold off the heap, write buffers included. */
    static final long BYTES = 128L * 1024 * 1024;

    /** The larger part: entries live for seconds, and what is deleted before it is flushed costs no disk. */
    private static final long WRITE_BUFFER_BYTES = BYTES * 3 / 4;

    private static final long LARGEST_WRITE_BUFFER_BYTES = 8L * 1024 * 1024;
    /** A write buffer grows by this much: a store that is hardly used must not hold an eighth of a full one. */
    private static final long ARENA_BLOCK_BYTES = 64L * 1024;

    private static final double SHARE_OF_INDEXES = 0.1;

    static {
        RocksDB.loadLibrary();
    }

    private static final Cache CACHE = new LRUCache(BYTES, -1, false, SHARE_OF_INDEXES);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(LARGEST_WRITE_BUFFER_BYTES);
        options.setArenaBlockSize(ARENA_BLOCK_BYTES);
    }

    /** Frees nothing: what is made here is shared by every store, and Kafka Streams frees what it made itself. */
    @Override
    public void close(String storeName, Options options) {}

    /** Bytes that stores hold now. */
    static long usedBytes() {
        return CACHE.getUsage();
    }
}
