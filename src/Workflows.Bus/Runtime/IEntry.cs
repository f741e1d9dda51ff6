namespace Workflows.Runtime;

/// <summary>Stands in front of a service that applications call.</summary>
internal interface IEntry
{
    /// <summary>The service behind it.</summary>
    object Target { get; }
}
