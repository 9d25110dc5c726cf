import { mount } from 'svelte'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import App from './App.svelte'
import { connect } from './lib/client.ts'

const target = document.getElementById('app')
if (!target) throw new Error('index.html has no #app')
target.textContent = ''
mount(App, { target, props: { client: connect(window.clipfile) } })
