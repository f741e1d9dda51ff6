namespace Workflows.Tests.Events.Mixes
{
    /// <summary>A workflow whose first version and whose later ones differ.</summary>
    public abstract class BellWorkflow(int version, Difference difference) : Workflow<Bell>
    {
        protected sealed override void Define(IWorkflowBuilder<Bell> flow)
        {
            var differs = version > 1;
            if (differs && difference == Difference.Type)
            {
                flow.WaitFor<BellStruck>("ring").CorrelatedBy(e => e.Bell, s => s.Name);
                return;
            }

            if (differs && difference == Difference.DerivedType)
            {
                flow.WaitFor<BellTolled>("ring").CorrelatedBy(e => e.Bell, s => s.Name);
                return;
            }

            var name = differs && difference == Difference.Name ? $"ring of v{version}" : "ring";
            var wait = flow.WaitFor<BellRang>(name);
            if (differs && difference == Difference.Key)
                wait.CorrelatedBy(e => e.Tower, s => s.Tower);
            else
                wait.CorrelatedBy(e => e.Bell, s => s.Name);
        }
    }
}

namespace Workflows.Tests.Events.Mixes.First
{
    [Workflow("Bell", Version = 1)]
    public sealed class RingWorkflow(Difference difference) : BellWorkflow(1, difference);
}

namespace Workflows.Tests.Events.Mixes.Second
{
    [Workflow("Bell", Version = 1)]
    public sealed class FormerRingWorkflow(Difference difference) : BellWorkflow(1, difference);

    [Workflow("Bell", Version = 2)]
    public sealed class RingWorkflow(Difference difference) : BellWorkflow(2, difference);
}

namespace Workflows.Tests.Events.Mixes.Third
{
    [Workflow("Bell", Version = 2)]
    public sealed class SecondRingWorkflow(Difference difference) : BellWorkflow(2, difference);

    [Workflow("Bell", Version = 3)]
    public sealed class RingWorkflow(Difference difference) : BellWorkflow(3, difference);
}
