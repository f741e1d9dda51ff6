namespace Workflows.Kinds;

/// <summary>What a command is made from.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Actor">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="JobId">The job that it belongs to.</param>
internal sealed record OperationInput(Guid InstanceId, string? Actor, string? Reason, Guid? JobId = null)
{
    /// <summary>What was given for its parameters, by their names.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; init; } = new Dictionary<string, string?>();

    /// <summary>Id of the event that is sent; null: that of the command.</summary>
    public Guid? EventId { get; init; }

    public string? Find(OperationParameter parameter) => Values.GetValueOrDefault(parameter.Name);

    public string Get(OperationParameter parameter) => Find(parameter) ?? throw new ArgumentException($"'{parameter.Name}' is missing: {parameter.Description}");
}

/// <summary>What an operation takes.</summary>
/// <param name="Name">Its name in requests.</param>
/// <param name="Description">What it means, in a sentence.</param>
/// <param name="Example">As it may look.</param>
internal sealed record OperationParameter(string Name, string Description, string Example)
{
    public bool IsRequired { get; init; }

    /// <summary>A JSON object, else a text.</summary>
    public bool IsJson { get; init; }

    /// <summary>Of a text, in characters.</summary>
    public int MaxLength { get; init; } = 200;
}
