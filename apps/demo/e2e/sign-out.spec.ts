import { describeSignOut } from './sign-out.ts'

describeSignOut("With React's production build", '/?strict=off')
