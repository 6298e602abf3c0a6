import { describeOtherEnds, describeSignOut } from './sign-out.ts'

describeSignOut("With React's production build", '/?strict=off')
describeOtherEnds('/?strict=off')
