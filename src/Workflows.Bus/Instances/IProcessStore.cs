namespace Workflows.Instances;

/// <summary>The processes that run with this store, and the definitions that each has.</summary>
internal interface IProcessStore
{
    /// <summary>The process runs: said again and again. Those that nobody has heard of for a day are forgotten.</summary>
    Task NoteAsync(RunningProcess process, CancellationToken cancellationToken);

    /// <summary>The process ends.</summary>
    Task ForgetAsync(Guid processId, CancellationToken cancellationToken);

    /// <returns>Those that were heard of within the span, by name.</returns>
    Task<IReadOnlyList<RunningProcess>> ListAsync(TimeSpan within, CancellationToken cancellationToken);
}

/// <summary>A process that has workflows.</summary>
/// <param name="Id">Made when it starts.</param>
/// <param name="Name">As it stands in journals.</param>
/// <param name="Definitions">The definitions that it has classes for.</param>
internal sealed record RunningProcess(Guid Id, string Name, IReadOnlyList<ProcessDefinition> Definitions)
{
    /// <summary>The bus that it is on; null: it does not say, as one of an earlier release.</summary>
    public ProcessBus? Bus { get; init; }
}

/// <summary>The bus of a process. The names are in the database: they never change.</summary>
/// <param name="Address">Scheme, host and virtual host, without credentials.</param>
/// <param name="Cluster">What the broker calls itself, whichever of its hosts is asked; null: it was not asked yet, or does not say.</param>
internal sealed record ProcessBus(string Address, string? Cluster)
{
    private const string RabbitMq = "rabbitmq";

    public static bool IsInMemory(string address) => address.StartsWith("loopback:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether messages of the one do not reach the other. One broker may have several hosts: RabbitMQ tells whether it does.</summary>
    public bool IsApartFrom(ProcessBus other)
    {
        if (IsInMemory(Address) || IsInMemory(other.Address))
            return Address != other.Address || Cluster != other.Cluster;

        if (string.Equals(Address, other.Address, StringComparison.OrdinalIgnoreCase))
            return false;

        var (mine, its) = (new Uri(Address), new Uri(other.Address));
        if (!mine.Scheme.StartsWith(RabbitMq, StringComparison.Ordinal) || !its.Scheme.StartsWith(RabbitMq, StringComparison.Ordinal) || mine.AbsolutePath != its.AbsolutePath)
            return true;

        return Cluster is not null && other.Cluster is not null && Cluster != other.Cluster;
    }
}

/// <summary>A version of a workflow. The names are in the database: they never change.</summary>
internal sealed record ProcessDefinition(string Workflow, int Version)
{
    /// <summary>Tells its definition from another of that name and version; null: it does not say, as a process of an earlier release.</summary>
    public string? Mark { get; init; }
}
