using System.ComponentModel;

namespace Workflows.Api.Models;

/// <summary>The definitions that are registered.</summary>
[Description("The definitions that processes on this store have registered.")]
internal sealed record DefinitionList(
    [property: Description("By name and version.")] IReadOnlyList<DefinitionSummary> Items);
