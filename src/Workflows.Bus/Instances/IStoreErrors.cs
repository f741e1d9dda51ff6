namespace Workflows.Instances;

/// <summary>Tells what is wrong with the store or the way to it from what is wrong with what was sent there.</summary>
internal interface IStoreErrors
{
    /// <returns>What is wrong with the store, as sentences that may be shown to anybody; null: the exception tells of something else.</returns>
    string? ReasonOf(Exception exception);
}
