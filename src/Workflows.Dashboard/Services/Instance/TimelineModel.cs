using Workflows.Dashboard.Services.Graphs;
using Workflows.Dashboard.Services.Timelines;

namespace Workflows.Dashboard.Services.Instance;

/// <summary>What happened, as a graph and as lanes.</summary>
/// <param name="Graph">The definition; null: nobody registered it.</param>
/// <param name="Lanes">What happened at each node, in the order of the first arrival.</param>
/// <param name="FirstSequence">The first journal entry that was read; above 1, what came before is not drawn.</param>
internal sealed record TimelineModel(GraphModel? Graph, IReadOnlyList<Lane> Lanes, int FirstSequence);
