package dev.touchstone.store;

/**
 * The promises of {@link InteractionStore}, as tests. An engine's test class implements this, says
 * how to open a store, and is otherwise empty.
 */
public interface InteractionStoreContract
    extends AppendContract,
        ReadContract,
        OrderContract,
        ScanContract,
        EraseContract,
        ExpireContract,
        ContactsContract,
        ConcurrencyContract,
        CloseContract {}
