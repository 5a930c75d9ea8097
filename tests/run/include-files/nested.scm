(define nested "nested")
