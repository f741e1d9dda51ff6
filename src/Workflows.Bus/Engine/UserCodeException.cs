using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>A function of the definition threw: a condition, a duration, a key.</summary>
internal sealed class UserCodeException(string node, Exception exception) : Exception(ExceptionText.MessageOf(exception), exception)
{
    public string Node { get; } = node;

    public static T Call<T>(string node, Func<T> function)
    {
        try
        {
            return function();
        }
        catch (Exception exception)
        {
            throw new UserCodeException(node, exception);
        }
    }
}
