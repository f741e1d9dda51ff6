using System.ComponentModel;

namespace Workflows.Api.Models;

/// <summary>One page of a list that is read by key.</summary>
[Description("One page of a list that is read by key: pages stay right while rows come and go.")]
internal sealed record Page<T>(
    [property: Description("The rows, in the order of the list.")] IReadOnlyList<T> Items,
    [property: Description("Give it as 'after' for the next page; absent on the last.")] string? Next);
