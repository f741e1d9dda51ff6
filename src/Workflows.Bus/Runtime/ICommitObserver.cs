using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Is told of every transition that this process commits. Must not block or throw.</summary>
internal interface ICommitObserver
{
    void Committed(Transition transition);
}
