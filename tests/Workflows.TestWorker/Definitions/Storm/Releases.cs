using Workflows.TestWorker.Steps;

namespace Workflows.TestWorker.Definitions.Storm
{
    namespace OldRelease
    {
        /// <summary>The first version.</summary>
        [Workflow("Voyage", Version = 1)]
        public sealed class VoyageWorkflow : Voyage;
    }

    namespace NewRelease
    {
        /// <summary>The first version, for the instances that are still on it.</summary>
        [Workflow("Voyage", Version = 1)]
        public sealed class FormerVoyageWorkflow : Voyage;

        /// <summary>The second version. It has the class name of the first one in the release before, and so the queues of it.</summary>
        [Workflow("Voyage", Version = 2)]
        public sealed class VoyageWorkflow : Voyage
        {
            protected override void Define(IWorkflowBuilder<VoyageState> flow)
            {
                ArgumentNullException.ThrowIfNull(flow);
                base.Define(flow);
                flow.Step<StepSpans>("inspect", async (context, spans) =>
                {
                    await using var span = await spans.BeginAsync(context);
                }).Retry(r => r.Constant(maxAttempts: 500, TimeSpan.FromMilliseconds(300)));
            }
        }
    }
}
