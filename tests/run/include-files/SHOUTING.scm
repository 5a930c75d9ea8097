(DEFINE (Shouted X) (LIST 'LOUD x))
